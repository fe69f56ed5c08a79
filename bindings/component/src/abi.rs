//! The canonical ABI: how what hosts pass is read out of memory, and how answers
//! are laid out in it.
//!
//! `wit-bindgen` writes this out anew for every function and every place of a
//! record, which is a tenth of the component. Here an answer is one piece of
//! memory, and what the core tells of it is put where a table says.

use crate::contract::{Kind, Type};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::{self, Vec};
use core::ptr;
use onshi::answer::Format;
use onshi::facade::Passed;

/// What a host passed, word by word. Each method takes the words of one value.
pub(crate) struct Words(vec::IntoIter<usize>);

impl Words {
    /// More words than a function has parameters are in memory: then there is one,
    /// which says where, and their number is not 0.
    ///
    /// # Safety
    /// The words are those of values which a host passed, and the values that are
    /// then taken are of the types, and in the order, that the contract says.
    pub(crate) unsafe fn new(words: &[usize], in_memory: usize) -> Self {
        let words: Vec<usize> = match words {
            // SAFETY: the caller's promise.
            [at] if in_memory > 0 => unsafe { list(*at, in_memory) },
            _ => words.to_vec(),
        };
        Self(words.into_iter())
    }

    fn word(&mut self) -> usize {
        self.0.next().unwrap_or_default()
    }
}

impl Passed for Words {
    fn text(&mut self) -> String {
        // The contract's strings are UTF-8; hosts see to it.
        String::from_utf8(self.bytes()).unwrap_or_default()
    }

    fn optional_text(&mut self) -> Option<String> {
        let is_there = self.word() == 1;
        let text = self.text();
        is_there.then_some(text)
    }

    fn bytes(&mut self) -> Vec<u8> {
        let (at, length) = (self.word(), self.word());
        // SAFETY: promised to `Words::new`.
        unsafe { list(at, length) }
    }

    fn byte_lists(&mut self) -> Vec<Vec<u8>> {
        let (at, length) = (self.word(), self.word());
        // SAFETY: promised to `Words::new`: each item is a pointer and a length.
        let items: Vec<[usize; 2]> = unsafe { list(at, length) };
        let items = items.into_iter();
        // SAFETY: the same.
        items
            .map(|[at, length]| unsafe { list(at, length) })
            .collect()
    }

    fn number(&mut self) -> u32 {
        u32::try_from(self.word()).unwrap_or(u32::MAX)
    }
}

/// # Safety
/// There are as many items there, for the one who asks to free, or there are none.
/// `cabi_realloc` allocates with the global allocator, by size and alignment.
unsafe fn list<T>(at: usize, length: usize) -> Vec<T> {
    if length == 0 {
        return Vec::new();
    }
    // SAFETY: the caller's promise.
    unsafe { Vec::from_raw_parts(ptr::with_exposed_provenance_mut(at), length, length) }
}

/// As much as any type's alignment.
#[derive(Clone, Copy)]
#[repr(C, align(8))]
pub(crate) struct Block([u8; 8]);

const BLOCK: usize = size_of::<Block>();

/// An answer as one piece of memory: the answer, and what that points to. Until it
/// is finished, pointers are offsets.
///
/// Whatever the table does not know of is left out, which leaves zeros: none, no
/// items, the first case.
pub(crate) struct Answer {
    blocks: Vec<Block>,
    /// Where there are pointers.
    pointers: Vec<usize>,
    /// Where the next value goes.
    next: Place,
    /// The records being written, and the next items of the lists.
    open: Vec<Place>,
}

#[derive(Clone, Copy)]
struct Place {
    at: usize,
    of: &'static Type,
}

impl Answer {
    pub(crate) fn new(of: &'static Type) -> Self {
        let mut answer = Self {
            blocks: Vec::new(),
            pointers: Vec::new(),
            next: Place { at: 0, of },
            open: Vec::new(),
        };
        answer.allocate(of.size.into());
        answer
    }

    /// Gives it to the host.
    pub(crate) fn finish(self) -> *mut Block {
        let blocks = Box::leak(self.blocks.into_boxed_slice());
        let base = blocks.as_mut_ptr();
        let bytes = bytes_of(blocks);
        for at in self.pointers {
            let from_there = bytes.get_mut(at..).unwrap_or_default();
            if let Some(pointer) = from_there.first_chunk_mut() {
                let offset = usize::from_le_bytes(*pointer);
                *pointer = (base.expose_provenance() + offset).to_le_bytes();
            }
        }
        base
    }

    /// Zeros, aligned for any type.
    fn allocate(&mut self, size: usize) -> usize {
        let before = self.blocks.len();
        let blocks = before + size.div_ceil(BLOCK);
        self.blocks.resize(blocks, Block([0; BLOCK]));
        before * BLOCK
    }

    fn write(&mut self, at: usize, bytes: &[u8]) {
        let all = bytes_of(&mut self.blocks);
        if let Some(place) = all.get_mut(at..at + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    }

    /// A list of so many items, and where they go.
    fn items(&mut self, length: usize) -> Place {
        let Place { at, of } = self.next;
        let of = of.item();
        let items = self.allocate(length * usize::from(of.size));
        if self.next.of.kind == Kind::List {
            self.write(at, &items.to_le_bytes());
            self.write(at + size_of::<usize>(), &length.to_le_bytes());
            self.pointers.push(at);
        }
        Place { at: items, of }
    }

    /// The next value goes where this part of a whole is, which has a number.
    fn enter(&mut self, whole: Place, name: &str) -> u8 {
        let (number, part) = whole.of.part(name).unzip();
        self.next = Place {
            at: whole.at + part.map_or(0, |part| part.at.into()),
            of: Type::of(part),
        };
        number.unwrap_or_default()
    }
}

impl Format for Answer {
    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        let items = self.items(bytes.len());
        if items.of.size == 1 {
            self.write(items.at, bytes);
        }
    }

    fn number(&mut self, number: u32) {
        let Place { at, of } = self.next;
        let bytes = number.to_le_bytes();
        if let (Kind::Number, Some(bytes)) = (of.kind, bytes.get(..of.size.into())) {
            self.write(at, bytes);
        }
    }

    fn boolean(&mut self, holds: bool) {
        self.number(holds.into());
    }

    fn none(&mut self) {}

    /// What the contract has as a text may be a closed set of words in the core.
    fn word(&mut self, name: &str) {
        if self.next.of.kind == Kind::Choice {
            self.case(name);
        } else {
            self.text(name);
        }
    }

    fn case(&mut self, name: &str) {
        let whole = self.next;
        // A function that cannot fail has no other side.
        if whole.of.kind == Kind::Choice {
            let number = self.enter(whole, name);
            self.write(whole.at, &[number]);
        }
    }

    fn record(&mut self) {
        self.open.push(self.next);
    }

    fn field(&mut self, name: &str) {
        if let Some(whole) = self.open.last().copied() {
            self.enter(whole, name);
        }
    }

    fn end_record(&mut self) {
        self.open.pop();
    }

    fn list(&mut self, length: usize) {
        let items = self.items(length);
        self.open.push(items);
    }

    fn item(&mut self) {
        if let Some(items) = self.open.last_mut() {
            self.next = *items;
            items.at += usize::from(items.of.size);
        }
    }

    fn end_list(&mut self) {
        self.open.pop();
    }
}

fn bytes_of(blocks: &mut [Block]) -> &mut [u8] {
    let length = size_of_val(blocks);
    // SAFETY: blocks are bytes, without padding.
    unsafe { core::slice::from_raw_parts_mut(blocks.as_mut_ptr().cast(), length) }
}
