//! The terminal: a live screen with a line for commands, or plain lines where the output
//! is no terminal.

mod screen;

use super::shown::Shown;
use crate::Failure;
use onshi_host::desk::Desk;
use screen::Screen;
use std::io::{self, BufRead as _, IsTerminal as _};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

pub(super) enum View {
    Lines(Lines),
    Screen(Box<Screen>),
}

/// Lines out and, from a program or a file, commands in.
pub(super) struct Lines {
    /// None once there will be no more.
    typed: Option<Receiver<String>>,
}

impl View {
    /// `plain` has lines even on a terminal.
    pub(super) fn open(plain: bool) -> Result<Self, Failure> {
        if plain || !io::stdout().is_terminal() || !io::stdin().is_terminal() {
            return Ok(Self::Lines(Lines::open()?));
        }
        Ok(Self::Screen(Box::new(Screen::open().map_err(said)?)))
    }

    /// Whether nobody can say anything more.
    pub(super) const fn is_at_end(&self) -> bool {
        matches!(self, Self::Lines(Lines { typed: None }))
    }

    pub(super) fn show(&mut self, desk: &Desk<'_>, shown: &mut Shown) -> Result<(), Failure> {
        let news = core::mem::take(&mut shown.news);
        match self {
            Self::Lines(_) => {
                for line in news {
                    println!("{line}");
                }
                Ok(())
            }
            Self::Screen(screen) => screen.draw(desk, shown).map_err(said),
        }
    }

    /// What was typed, where a line is whole.
    pub(super) fn typed(&mut self) -> Result<Option<String>, Failure> {
        match self {
            Self::Lines(lines) => Ok(lines.next()),
            Self::Screen(screen) => screen.typed().map_err(said),
        }
    }

    /// What was typed last is no command.
    pub(super) fn misunderstood(&mut self, shown: &mut Shown) {
        match self {
            Self::Lines(_) => shown.say("入力", "コマンドが正しくありません(? で一覧)"),
            Self::Screen(screen) => screen.misunderstood(),
        }
    }

    pub(super) fn close(self) -> Result<(), Failure> {
        match self {
            Self::Lines(_) => Ok(()),
            Self::Screen(screen) => screen.close().map_err(said),
        }
    }
}

impl Lines {
    /// A terminal is typed into on the screen: here its lines are not waited for.
    fn open() -> Result<Self, Failure> {
        if io::stdin().is_terminal() {
            return Ok(Self { typed: None });
        }
        let (lines, typed) = channel();
        let read = move || {
            let typed = io::stdin().lock().lines().map_while(Result::ok);
            typed
                .take_while(|line| lines.send(line.clone()).is_ok())
                .for_each(drop);
        };
        thread::Builder::new().spawn(read).map_err(said)?;
        Ok(Self { typed: Some(typed) })
    }

    fn next(&mut self) -> Option<String> {
        match self.typed.as_ref()?.try_recv() {
            Ok(line) => Some(line).filter(|line| !line.trim().is_empty()),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                self.typed = None;
                None
            }
        }
    }
}

fn said(error: io::Error) -> Failure {
    Failure::Misuse(error.to_string())
}
