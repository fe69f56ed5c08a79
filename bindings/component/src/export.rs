//! The world's exports: take what was passed, call, lay out the answer. The build
//! lists them, from `wit/`.

use crate::abi::{Answer, Block, Words};
use crate::contract::{TYPES, Type};
use crate::runtime::ARENA;
use onshi::answer::Answer as _;
use onshi::facade::{self, Passed as _};

/// Functions of the contract: their names in the canonical ABI and the operation,
/// the answer's type, how many words are in memory where the parameters are, and
/// the words of the call.
macro_rules! exports {
    ($($name:literal $release:literal $operation:literal $answer:literal $in_memory:literal ($($word:ident)*);)+) => {$(
        const _: () = {
            #[unsafe(export_name = $name)]
            extern "C" fn call($($word: usize),*) -> *mut Block {
                // SAFETY: the contract's parameters, as the host passed them.
                let words = unsafe { Words::new(&[$($word),*], $in_memory) };
                answer($operation, words, &TYPES[$answer])
            }

            #[unsafe(export_name = $release)]
            unsafe extern "C" fn after(_: *mut Block) {
                // SAFETY: the host calls this when it has read the answer, and has
                // nothing else of this call's.
                unsafe { ARENA.wipe() }
            }
        };
    )+};
}

include!(concat!(env!("OUT_DIR"), "/exports.rs"));

fn answer(operation: &str, mut of: Words, as_type: &'static Type) -> *mut Block {
    let mut answer = Answer::new(as_type);
    match operation {
        "facade.version" => {
            facade::VERSION.write(&mut answer);
        }
        "facade.invoke" => {
            let (operation, input, payload) = (of.text(), of.text(), of.bytes());
            facade::invoke(&operation, &input, &payload, &mut random).write(&mut answer);
        }
        _ => facade::call(operation, &mut of, &mut random, &mut answer),
    }
    answer.finish()
}

fn random(bytes: &mut [u8]) -> bool {
    getrandom::fill(bytes).is_ok()
}
