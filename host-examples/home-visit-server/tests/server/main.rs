//! The server beside the simulator, asked over HTTP as page and card app would; every
//! verdict by the real component.

mod between;
mod cards;
mod consents;
mod exchange;
mod fixation;
mod floods;
mod hierarchy;
mod pages;
mod reduced;
mod support;
