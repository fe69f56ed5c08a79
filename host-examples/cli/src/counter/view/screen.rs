//! The live screen: receptions above, what was said below, a line to type in.

use super::super::command::HINT;
use super::super::shown::{Row, Shown};
use core::time::Duration;
use onshi_host::desk::Desk;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::{Constraint, Layout};
use ratatui::style::Stylize as _;
use ratatui::text::Line;
use ratatui::widgets::{Block, Paragraph, Row as Cells, Table};
use ratatui::{DefaultTerminal, Frame};
use std::io;

pub(in crate::counter) struct Screen {
    terminal: DefaultTerminal,
    typed: String,
    /// Whether the last line was no command.
    misunderstood: bool,
}

impl Screen {
    pub(super) fn open() -> io::Result<Self> {
        Ok(Self {
            terminal: ratatui::try_init()?,
            typed: String::new(),
            misunderstood: false,
        })
    }

    pub(super) fn draw(&mut self, desk: &Desk<'_>, shown: &Shown) -> io::Result<()> {
        let open = desk.under_way();
        let (typed, misunderstood) = (self.typed.as_str(), self.misunderstood);
        self.terminal
            .draw(|frame| draw(frame, shown, open, typed, misunderstood))?;
        Ok(())
    }

    /// Takes what was typed meanwhile, without waiting.
    pub(super) fn typed(&mut self) -> io::Result<Option<String>> {
        while event::poll(Duration::ZERO)? {
            let Event::Key(key) = event::read()? else {
                continue;
            };
            if key.kind == KeyEventKind::Release {
                continue;
            }
            if is_leave(key) {
                return Ok(Some("quit".to_owned()));
            }
            match key.code {
                KeyCode::Char(letter) => self.typed.push(letter),
                KeyCode::Backspace => {
                    self.typed.pop();
                }
                KeyCode::Enter => {
                    let line = core::mem::take(&mut self.typed);
                    self.misunderstood = false;
                    if !line.trim().is_empty() {
                        return Ok(Some(line));
                    }
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// The last line was no command.
    pub(super) const fn misunderstood(&mut self) {
        self.misunderstood = true;
    }

    pub(super) fn close(self) -> io::Result<()> {
        ratatui::try_restore()
    }
}

/// A command that fails leaves the terminal as it was, too.
impl Drop for Screen {
    fn drop(&mut self) {
        let _ = ratatui::try_restore();
    }
}

fn is_leave(key: KeyEvent) -> bool {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    control && matches!(key.code, KeyCode::Char('c' | 'd'))
}

fn draw(frame: &mut Frame<'_>, shown: &Shown, open: usize, typed: &str, misunderstood: bool) {
    let [top, table, said, help, line] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Fill(1),
        Constraint::Length(1),
        Constraint::Length(1),
    ])
    .areas(frame.area());
    let ends = &shown.ends;
    let summary = format!(
        "オンライン資格確認 受付  処理中 {open}  回答あり {}  回答なし {}  不明 {}  取消 {}",
        ends.of("answered"),
        ends.of("refused"),
        ends.of("uncertain"),
        ends.of("cancelled")
    );
    frame.render_widget(Line::from(summary).bold(), top);
    let rows = shown.rows.iter().rev().map(cells);
    let widths = [
        Constraint::Length(20),
        Constraint::Length(16),
        Constraint::Fill(1),
        Constraint::Fill(1),
    ];
    let header = Cells::new(["受付", "種類", "状態", "結果・確認"]).bold();
    let rows = Table::new(rows, widths)
        .header(header)
        .block(Block::bordered());
    frame.render_widget(rows, table);
    let room = usize::from(said.height.saturating_sub(2));
    let skipped = shown.sentences.len().saturating_sub(room);
    let sentences = shown.sentences.iter().skip(skipped);
    let sentences: Vec<_> = sentences.map(|text| Line::from(text.as_str())).collect();
    let sentences = Paragraph::new(sentences).block(Block::bordered().title("お知らせ"));
    frame.render_widget(sentences, said);
    let hint = if misunderstood {
        Line::from(format!("コマンドが正しくありません。{HINT}")).red()
    } else {
        Line::from(HINT).dim()
    };
    frame.render_widget(hint, help);
    frame.render_widget(Line::from(format!("> {typed}")), line);
}

fn cells(row: &Row) -> Cells<'_> {
    let asked = row.asked.as_ref().map(|(_, options)| {
        let numbered = options.iter().enumerate();
        let options: Vec<_> = numbered
            .map(|(place, (_, says))| format!("{} {says}", place + 1))
            .collect();
        options.join("  ")
    });
    let last = match row.ending {
        Some(ending) => ending.to_owned(),
        None => asked.unwrap_or_default(),
    };
    Cells::new([row.name.clone(), row.flow.clone(), row.phase.clone(), last])
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    fn option(says: &str) -> (String, String) {
        ("id".to_owned(), says.to_owned())
    }

    fn lines(shown: &Shown, misunderstood: bool) -> String {
        let mut terminal = Terminal::new(TestBackend::new(100, 20)).unwrap();
        let frame = |frame: &mut Frame<'_>| draw(frame, shown, 1, "card", misunderstood);
        terminal.draw(frame).unwrap();
        // A wide character takes two cells, the second of them empty.
        terminal.backend().to_string().replace(' ', "")
    }

    #[test]
    fn staff_see_each_reception_its_question_and_what_may_be_typed() {
        let mut shown = Shown::default();
        shown.rows.push_back(Row {
            name: "visit-1".to_owned(),
            conversation: None,
            flow: "by-number".to_owned(),
            phase: "確認しています".to_owned(),
            ending: None,
            asked: Some(("limit".to_owned(), vec![option("はい"), option("いいえ")])),
        });
        shown.rows.push_back(Row {
            name: "visit-2".to_owned(),
            conversation: None,
            flow: "face-reader".to_owned(),
            phase: "終了".to_owned(),
            ending: Some("回答あり"),
            asked: None,
        });
        let seen = lines(&shown, false);
        for text in [
            "visit-1",
            "1はい2いいえ",
            "visit-2",
            "回答あり0",
            "処理中1",
            ">card",
            "選ぶ",
        ] {
            assert!(seen.contains(text), "{text} in {seen}");
        }
        assert!(lines(&shown, true).contains("コマンドが正しくありません"));
    }
}
