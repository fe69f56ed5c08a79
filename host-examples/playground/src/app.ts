/** What the page holds, in memory alone, and what can be done with it. */
import type { CertificateRequest, Chart, Problem } from "@onshi/web";
import { NOTHING, type MessageAnswer, type Progress, type Verdict } from "./analysis/question";
import { DEFAULTS, type Choices } from "./inputs/choices";
import { recognise, parseChart, type Dropped } from "./inputs/kind";
import { assign, type TrustItem } from "./inputs/roles";
import { sourceOf, type Source } from "./inputs/source";
import type { Sample } from "./inputs/samples";
import { Cancelled, Refused, Sdk } from "./sdk";
import { announcement } from "./views/announcement";
import { nowInJapan } from "./views/dates";
import { t, words } from "./words";

export interface MessageWork {
  kind: "message";
  file: Blob;
  fileName: string;
  answer: MessageAnswer | null;
  source: Source | null;
}

export interface TrustWork {
  kind: "trust";
  items: TrustItem[];
  verdict: Verdict | null;
}

export class App {
  work: MessageWork | TrustWork | null = null;
  /** `YYYY-MM-DDTHH:mm:ss`, in Japan. */
  at = "";
  /** Of a bulk result that does not say for which day it is. `YYYY-MM-DD`, or empty. */
  askedOn = "";
  chartText = "";
  choices: Choices = { ...DEFAULTS };
  tab = "meaning";
  /** Lines and rows that are shown beyond the first. */
  shown: Record<string, number> = {};
  filter = "";
  progress: Progress | null = null;
  isReading = false;
  /** What stops the page as a whole. */
  failure: Problem[] | null = null;
  version: string | null = null;
  /** What screen readers are told. */
  status = "";
  readonly sdk: Sdk;
  #atChosen = false;
  /** Which question the page is at: what comes of an earlier one is passed over. */
  #turn = 0;
  #recognised: Promise<unknown> = Promise.resolve();

  constructor(readonly changed: () => void) {
    this.sdk = new Sdk((outcome) => {
      if ("version" in outcome) this.version = outcome.version;
      else this.failure = outcome.problems;
      changed();
    });
  }

  get zonedAt(): string {
    return `${this.at}+09:00`;
  }

  get chart(): Chart | null {
    return this.chartText.trim() === "" ? null : parseChart(this.chartText);
  }

  async takeSample(sample: Sample): Promise<void> {
    this.#reset();
    this.chartText = sample.chart?.() ?? "";
    this.askedOn = sample.askedOn ?? "";
    this.choices = { ...DEFAULTS, ...sample.choices };
    this.at = sample.at;
    this.#atChosen = true;
    await this.takeFiles(sample.files());
  }

  async takeFiles(files: File[]): Promise<void> {
    const before = this.#recognised;
    const recognised = Promise.all(files.map((file) => recognise(file, file.name)));
    this.#recognised = Promise.all([before, recognised]);
    // In the order in which they came, however long each takes.
    await before;
    await this.take(await recognised);
  }

  async take(dropped: Dropped[]): Promise<void> {
    const messages = dropped.filter((it) => it.kind === "message");
    const trust = dropped.flatMap((it) => (it.kind === "trust" ? it.items : []));
    const chart = dropped.find((it) => it.kind === "chart");
    if (chart) this.chartText = chart.text;
    const latest = messages.at(-1);
    if (latest) {
      this.work = { kind: "message", file: latest.file, fileName: latest.name, answer: null, source: null };
    } else if (trust.length > 0) {
      const earlier = this.work?.kind === "trust" ? this.work.items : [];
      const added = trust.map((item): TrustItem => ({ ...item, role: "unused", summary: null }));
      const work: TrustWork = { kind: "trust", items: [...earlier, ...added], verdict: null };
      this.work = work;
      this.sdk.cancel();
      if (!(await this.#describe(work))) return;
    }
    if (latest || trust.length > 0) this.#beginning();
    if (!this.work) {
      this.tell(t(words.chartAlone));
      return;
    }
    if (!this.#atChosen) this.at = nowInJapan();
    await this.again();
    if (messages.length > 1) this.tell(t(words.several));
  }

  /** Asks the SDK anew: something was put in, or another choice made. */
  async again(): Promise<void> {
    const turn = (this.#turn += 1);
    const work = this.work;
    if (!work) return;
    this.sdk.cancel();
    this.isReading = true;
    this.progress = null;
    this.changed();
    try {
      if (work.kind === "message") await this.#read(work);
      else await this.#validate(work);
    } catch (problem) {
      if (problem instanceof Cancelled) return;
      this.#failed(work, problem);
    }
    if (turn !== this.#turn) return;
    this.isReading = false;
    this.status = announcement(work);
    this.changed();
  }

  async #read(work: MessageWork): Promise<void> {
    const question = { kind: "message" as const, file: work.file, fileName: work.fileName, at: this.zonedAt, askedOn: this.askedOn === "" ? null : this.askedOn, chart: this.chart };
    const answer = await this.sdk.ask(question, (progress) => {
      this.progress = progress;
      this.changed();
    });
    const lines = answer.problems.flatMap(({ place }) => (place.line === undefined ? [] : [place.line]));
    work.source = await sourceOf(work.file, answer.document?.encoding ?? null, lines);
    work.answer = answer;
  }

  /** Whether it is still what the page is about. */
  async #describe(work: TrustWork): Promise<boolean> {
    const certificates = work.items.filter(({ of }) => of === "certificate");
    const question = { kind: "describe" as const, certificates: certificates.map(({ der }) => der) };
    const described = await this.sdk.ask(question).catch((problem: unknown) => {
      if (problem instanceof Cancelled) return null;
      throw problem;
    });
    if (!described || this.work !== work) return false;
    described.forEach((outcome, index) => {
      const item = certificates[index];
      if (item) item.summary = "value" in outcome ? outcome.value : null;
    });
    assign(work.items);
    return true;
  }

  async #validate(work: TrustWork): Promise<void> {
    const request = this.request(work);
    work.verdict = request ? await this.sdk.ask({ kind: "validate", request }) : null;
  }

  /** What the SDK is asked about the certificates; none without one in question. */
  request({ items }: TrustWork): CertificateRequest | null {
    const of = (role: TrustItem["role"]) => items.filter((item) => item.role === role).map(({ der }) => der);
    const [leaf] = of("leaf");
    if (!leaf) return null;
    const { profile, acceptTestHierarchy, requireRevocation, requiredPolicies } = this.choices;
    const policies = requiredPolicies.split(/\s+/).filter((policy) => policy !== "");
    return {
      profile,
      leaf,
      intermediates: of("intermediate"),
      anchors: of("anchor"),
      crls: of("crl"),
      ocspResponses: of("ocsp"),
      at: this.zonedAt,
      options: {
        ...(acceptTestHierarchy ? { acceptTestHierarchy } : {}),
        ...(requireRevocation === "none" ? {} : { requireRevocation }),
        ...(policies.length === 0 ? {} : { requiredPolicies: policies }),
      },
    };
  }

  judgeAt(at: string): void {
    this.at = at;
    this.#atChosen = true;
    void this.again();
  }

  judgeNow(): void {
    this.at = nowInJapan();
    this.#atChosen = false;
    void this.again();
  }

  choose(choices: Partial<Choices>): void {
    this.choices = { ...this.choices, ...choices };
    void this.again();
  }

  show(tab: string): void {
    this.tab = tab;
    this.changed();
  }

  /** What screen readers say next. */
  tell(status: string): void {
    this.status = status;
    this.changed();
  }

  stop(): void {
    this.#turn += 1;
    this.sdk.cancel();
    this.work = null;
    this.isReading = false;
    this.tell(t(words.cancelled));
  }

  /** Nothing of what was put in stays: the worker keeps nothing between two questions. */
  clear(): void {
    this.#turn += 1;
    this.sdk.cancel();
    this.#reset();
    this.tell(t(words.cleared));
  }

  #reset(): void {
    this.work = null;
    this.chartText = "";
    this.choices = { ...DEFAULTS };
    this.at = "";
    this.askedOn = "";
    this.#atChosen = false;
    this.isReading = false;
    this.#beginning();
  }

  #beginning(): void {
    this.tab = "meaning";
    this.shown = {};
    this.filter = "";
  }

  #failed(work: MessageWork | TrustWork, problem: unknown): void {
    const problems = problem instanceof Refused ? problem.problems : null;
    if (!problems) throw problem;
    if (work.kind === "trust") work.verdict = { problems };
    else work.answer = { ...NOTHING, problems };
  }
}
