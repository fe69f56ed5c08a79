//! Card readers' results of which staff say whose they are.

use super::command::Command;
use super::shown::Shown;
use onshi_host::desk::{Desk, Unsettled};
use onshi_host::exchange::ConversationId;
use std::collections::HashMap;

/// What a result is called on the screen, before its number.
const NAME: &str = "結果";

/// What was asked, so that it is said once.
#[derive(Default)]
pub(super) struct Asked(HashMap<u64, Vec<ConversationId>>);

impl Asked {
    /// Asks whose each is, again where others wait than before.
    pub(super) fn ask(&mut self, desk: &Desk<'_>, shown: &mut Shown) {
        for result in desk.unsettled() {
            if self.0.get(&result.number) == Some(&result.receptions) {
                continue;
            }
            self.0.insert(result.number, result.receptions.clone());
            let name = format!("{NAME}{}", result.number);
            shown.say(&name, &format!("確認: {}", result.question[1]));
            for (place, reception) in result.receptions.iter().enumerate() {
                let reception = called(desk, *reception);
                let number = place + 1;
                shown.say(
                    &name,
                    &format!("   選ぶ {name} {number} = 受付 {reception} の患者さん"),
                );
            }
            let own = result.receptions.len() + 1;
            shown.say(&name, &format!("   選ぶ {name} {own} = 新しい受付にする"));
        }
    }
}

/// What staff chose of a result that is called so; nothing of another name.
pub(super) fn chosen(name: &str, option: &str, desk: &Desk<'_>) -> Option<Command> {
    let number = name.strip_prefix(NAME)?.parse().ok()?;
    let mut open = desk.unsettled();
    let result: &Unsettled = open.find(|result| result.number == number)?;
    let place = option.parse::<usize>().ok()?.checked_sub(1)?;
    if place > result.receptions.len() {
        return None;
    }
    Some(Command::Settle(
        number,
        result.receptions.get(place).copied(),
    ))
}

fn called(desk: &Desk<'_>, reception: ConversationId) -> String {
    let mut open = desk.receptions();
    let known = open.find(|one| one.conversation == reception);
    known
        .and_then(|one| one.reference)
        .unwrap_or_else(|| super::numbered(reception))
}
