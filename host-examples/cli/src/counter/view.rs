//! The terminal: a live screen with a line for commands, or plain lines where the output
//! is no terminal.

mod command;
mod screen;

use super::shown::Shown;
use crate::Failure;
pub(super) use command::Command;
use onshi_host::desk::Desk;
use screen::Screen;
use std::io::{self, IsTerminal as _};

pub(super) enum View {
    Lines,
    Screen(Box<Screen>),
}

impl View {
    /// `plain` has lines even on a terminal.
    pub(super) fn open(plain: bool) -> Result<Self, Failure> {
        if plain || !io::stdout().is_terminal() || !io::stdin().is_terminal() {
            return Ok(Self::Lines);
        }
        Ok(Self::Screen(Box::new(Screen::open().map_err(said)?)))
    }

    pub(super) const fn is_interactive(&self) -> bool {
        matches!(self, Self::Screen(_))
    }

    pub(super) fn show(&mut self, desk: &Desk<'_>, shown: &mut Shown) -> Result<(), Failure> {
        let news = core::mem::take(&mut shown.news);
        match self {
            Self::Lines => {
                for line in news {
                    println!("{line}");
                }
                Ok(())
            }
            Self::Screen(screen) => screen.draw(desk, shown).map_err(said),
        }
    }

    /// What was typed, where a line is whole.
    pub(super) fn command(
        &mut self,
        desk: &Desk<'_>,
        shown: &Shown,
    ) -> Result<Option<Command>, Failure> {
        match self {
            Self::Lines => Ok(None),
            Self::Screen(screen) => screen.command(desk, shown).map_err(said),
        }
    }

    pub(super) fn close(self) -> Result<(), Failure> {
        match self {
            Self::Lines => Ok(()),
            Self::Screen(screen) => screen.close().map_err(said),
        }
    }
}

fn said(error: io::Error) -> Failure {
    Failure::Misuse(error.to_string())
}
