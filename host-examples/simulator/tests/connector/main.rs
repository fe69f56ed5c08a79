//! The connector's folders, with requests built and results read by `onshi`.

mod desk;
mod faults;
mod interfaces;
mod readers;
