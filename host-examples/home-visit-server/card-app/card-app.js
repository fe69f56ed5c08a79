// The vendor's own card app, played with the simulator's cards. The PIN is typed here and
// goes to the card; the page never sees it.

const $ = (id) => document.getElementById(id);
const given = new URLSearchParams(location.hash.slice(1));
const handover = given.get('handover') ?? '';

/** Only a page of this server is gone back to. */
const back = (() => {
  const url = new URL(given.get('back') ?? '/', location.origin);
  const isOurs = url.origin === location.origin && /^\/(home|online)\//.test(url.pathname) && url.hash.startsWith('#reception=');
  return isOurs ? url.pathname + url.hash : undefined;
})();

async function ask(path, body, held) {
  const options = body && {
    method: 'POST',
    body: JSON.stringify(body),
  };
  try {
    const headers = {
      ...(body && { 'Content-Type': 'application/json' }),
      ...(held && { Authorization: `Bearer ${held}` }),
    };
    const answer = await fetch(path, { cache: 'no-store', headers, ...options });
    return { good: answer.ok, told: await answer.json() };
  } catch {
    const messageJa = '通信できません。電波の届く場所で、もう一度お試しください。';
    return { good: false, told: { code: 'line.lost', messageJa, next: [] } };
  }
}

function element(name, text, members = {}) {
  return Object.assign(document.createElement(name), { textContent: text }, members);
}

function show(outcome, title, texts = []) {
  const result = $('result');
  result.dataset.outcome = outcome;
  result.replaceChildren(element('p', title), ...texts.map((text) => element('p', text)));
  result.focus();
}

function refuse({ messageJa, triesLeft, next = [] }) {
  const left = triesLeft > 0 ? [`あと${triesLeft}回間違えるとロックされます。`] : [];
  show('refused', messageJa ?? '読み取れませんでした。', [...left, ...next.map((way) => way.messageJa)]);
}

/** Whatever came of the card, the reception goes on where it was begun. */
function leadBack() {
  if (back) {
    $('back').href = back;
    $('forgotten').href = back;
    return;
  }
  $('back-line').replaceChildren('受付の画面は、依頼を出した端末にあります。');
  $('forgotten-line').replaceChildren('暗証番号がわからないときは、依頼を出した端末の画面で「暗証番号がわからない」を選んでください。');
}

function list(cards) {
  const lines = cards.map((card) => {
    const label = element('label', '', { className: 'card' });
    const radio = element('input', '', { type: 'radio', name: 'card', value: card.id, required: true });
    radio.dataset.state = card.state.code;
    const text = element('span', card.name);
    text.append(element('small', `${card.kana}　${card.state.messageJa}`));
    label.append(radio, text);
    radio.addEventListener('change', () => {
      $('sample-pin').textContent = `見本カードの暗証番号は ${card.pin} です。`;
      $('sample-pin').hidden = false;
    });
    return label;
  });
  $('cards').replaceChildren(...lines);
}

async function read(event) {
  event.preventDefault();
  const card = new FormData($('read')).get('card');
  const pin = $('pin').value.normalize('NFKC').trim();
  $('pin').value = '';
  if (!card) return refuse({ messageJa: '＊カードを選んでください。' });
  if (!/^\d{4}$/.test(pin)) return refuse({ messageJa: '＊暗証番号を4けたの数字で入力してください。' });
  if (!$('same').checked) return refuse({ messageJa: '＊受付の画面の合言葉と同じか、くらべて、印をつけてください。ちがうときは、読み取らないでください。' });
  show('reading', '読み取っています。カードをそのまま当てていてください。');
  const signed = await ask(`/card-app/api/cards/${card}/sign`, { handover, pin });
  if (!signed.good) return refuse(signed.told);
  const taken = await ask('/api/handover/card', signed.told, handover);
  if (!taken.good) return refuse(taken.told);
  $('read').hidden = true;
  tellNumber(taken.told.confirmation);
}

/** By this number the screen beside the card shows that it is there; nobody else gets it. */
function tellNumber(number) {
  show('done', '読み取りが終わりました。', [
    back ? '「受付の画面にもどる」を押してください。番号をきかれたら、つぎの確認番号を入れてください。' : 'つぎの確認番号を、受付の画面に入れてください。',
  ]);
  const shown = element('strong', `${number.slice(0, 3)} ${number.slice(3)}`, { className: 'shown', id: 'number' });
  const line = element('p', '確認番号：');
  line.append(shown);
  $('result').append(line, element('p', '電話・メール・メッセージできかれても、だれにも教えないでください。'));
  if (back) $('back').href = `${back}&confirmation=${number}`;
}

leadBack();
const about = await ask('/api/about');
$('test-cards').hidden = about.told.testHierarchy !== true;
const request = await ask('/api/handover', undefined, handover);
if (request.good) {
  $('institution').textContent = request.told.institutionName;
  $('phrase').textContent = request.told.phrase;
  $('care').textContent = request.told.care === 'home' ? '訪問診療等' : 'オンライン診療等';
  $('request').hidden = false;
  list((await ask('/card-app/api/cards')).told.cards ?? []);
  $('read').hidden = false;
  $('read').addEventListener('submit', read);
} else {
  refuse(request.told);
}
