//! The canonical ABI: how what hosts pass is read out of memory, and how answers
//! are laid out in it.
//!
//! `wit-bindgen` writes this out anew for every function and every place of a
//! record, which is a tenth of the component. Here each type is laid out once,
//! from the core's own types, and an answer is one piece of memory.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::{self, Vec};
use core::ptr;

/// What a host passed, word by word. Each method takes the words of one value.
pub(crate) struct Passed {
    words: vec::IntoIter<usize>,
}

impl Passed {
    /// # Safety
    /// The words are those of values which a host passed, and the values that are
    /// then taken are of the types, and in the order, that the contract says.
    pub(crate) unsafe fn new(words: Vec<usize>) -> Self {
        Self {
            words: words.into_iter(),
        }
    }

    /// More words than a function has parameters are in memory: the next word says
    /// where.
    pub(crate) fn in_memory(mut self, count: usize) -> Self {
        let at = self.word();
        // SAFETY: promised to `Passed::new`.
        let words: Vec<usize> = unsafe { list(at, count) };
        Self {
            words: words.into_iter(),
        }
    }

    pub(crate) fn number(&mut self) -> u32 {
        u32::try_from(self.word()).unwrap_or(u32::MAX)
    }

    pub(crate) fn bytes(&mut self) -> Vec<u8> {
        let (at, length) = (self.word(), self.word());
        // SAFETY: promised to `Passed::new`.
        unsafe { list(at, length) }
    }

    pub(crate) fn text(&mut self) -> String {
        // The contract's strings are UTF-8; hosts see to it.
        String::from_utf8(self.bytes()).unwrap_or_default()
    }

    pub(crate) fn optional_text(&mut self) -> Option<String> {
        let is_there = self.word() == 1;
        let text = self.text();
        is_there.then_some(text)
    }

    pub(crate) fn byte_lists(&mut self) -> Vec<Vec<u8>> {
        let (at, length) = (self.word(), self.word());
        // SAFETY: promised to `Passed::new`: each item is a pointer and a length.
        let items: Vec<[usize; 2]> = unsafe { list(at, length) };
        let items = items.into_iter();
        // SAFETY: the same.
        items
            .map(|[at, length]| unsafe { list(at, length) })
            .collect()
    }

    fn word(&mut self) -> usize {
        self.words.next().unwrap_or_default()
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

/// Size and alignment of a type in memory.
#[derive(Clone, Copy)]
pub(crate) struct Layout {
    size: usize,
    align: usize,
}

impl Layout {
    const POINTER_AND_LENGTH: Self = Self::number(4).then(Self::number(4));

    pub(crate) const fn number(size: usize) -> Self {
        Self { size, align: size }
    }

    /// A record of this and one more field; its size is rounded by [`Layout::end`].
    const fn then(self, field: Self) -> Self {
        Self {
            size: up_to(self.size, field.align) + field.size,
            align: if self.align > field.align {
                self.align
            } else {
                field.align
            },
        }
    }

    const fn end(self) -> Self {
        Self {
            size: up_to(self.size, self.align),
            ..self
        }
    }

    pub(crate) const fn record(fields: &[Self]) -> Self {
        let mut record = Self { size: 0, align: 1 };
        let mut rest = fields;
        while let [field, after @ ..] = rest {
            record = record.then(*field);
            rest = after;
        }
        record.end()
    }

    /// One byte that tells which case it is, then the case.
    const fn variant(one: Self, other: Self) -> Self {
        let size = if one.size > other.size {
            one.size
        } else {
            other.size
        };
        let case = Self { size: 0, ..one }.then(Self { size: 0, ..other });
        Self::number(1).then(Self { size, ..case }).end()
    }

    /// Where the case is.
    const fn case(self) -> usize {
        self.align
    }
}

const fn up_to(at: usize, align: usize) -> usize {
    at.next_multiple_of(align)
}

/// A type of the contract, as the core has it.
pub(crate) trait Lower {
    const LAYOUT: Layout;

    /// Lays it out at an offset of an answer.
    fn lower(&self, to: &mut Answer, at: usize);
}

/// The layout of a field.
pub(crate) const fn layout_of<R, T: Lower>(_: fn(&R) -> &T) -> Layout {
    T::LAYOUT
}

/// Lays out fields one after the other.
pub(crate) struct Fields<'a> {
    pub(crate) to: &'a mut Answer,
    pub(crate) at: usize,
}

impl Fields<'_> {
    pub(crate) fn add<T: Lower>(&mut self, field: &T) {
        self.at = up_to(self.at, T::LAYOUT.align);
        field.lower(self.to, self.at);
        self.at += T::LAYOUT.size;
    }
}

/// As much as any type's alignment.
#[derive(Clone, Copy)]
#[repr(C, align(8))]
pub(crate) struct Block([u8; 8]);

const BLOCK: usize = size_of::<Block>();

/// An answer as one piece of memory: a block with its length, the answer, and
/// what that points to. Until it is finished, pointers are offsets.
pub(crate) struct Answer {
    blocks: Vec<Block>,
    /// Where there are pointers.
    pointers: Vec<usize>,
}

/// Lays out an answer and gives it to the host, which gives it to [`release`].
pub(crate) fn answer<T: Lower>(value: &T) -> *mut Block {
    let mut answer = Answer {
        blocks: Vec::new(),
        pointers: Vec::new(),
    };
    answer.allocate(BLOCK);
    let at = answer.allocate(T::LAYOUT.size);
    value.lower(&mut answer, at);
    answer.finish()
}

/// Frees an answer.
///
/// # Safety
/// It came from [`answer`], and nobody uses it any more.
pub(crate) unsafe fn release(answer: *mut Block) {
    // SAFETY: the block before it has the number of blocks, as `finish` left them.
    unsafe {
        let blocks = answer.sub(1);
        let count = blocks.cast::<usize>().read();
        drop(Box::from_raw(ptr::slice_from_raw_parts_mut(blocks, count)));
    }
}

impl Answer {
    /// Zeros, aligned for any type.
    fn allocate(&mut self, size: usize) -> usize {
        let before = self.blocks.len();
        let blocks = before + size.div_ceil(BLOCK);
        self.blocks.resize(blocks, Block([0; BLOCK]));
        before * BLOCK
    }

    pub(crate) fn write(&mut self, at: usize, bytes: &[u8]) {
        bytes_of(&mut self.blocks)[at..at + bytes.len()].copy_from_slice(bytes);
    }

    /// A list of so many items, and where they go.
    fn list(&mut self, at: usize, length: usize, item: Layout) -> usize {
        let items = self.allocate(length * item.size);
        self.write(at, &items.to_le_bytes());
        self.write(at + size_of::<usize>(), &length.to_le_bytes());
        self.pointers.push(at);
        items
    }

    fn finish(self) -> *mut Block {
        let blocks = Box::leak(self.blocks.into_boxed_slice());
        let base = blocks.as_mut_ptr();
        let count = blocks.len();
        let bytes = bytes_of(blocks);
        bytes[..size_of::<usize>()].copy_from_slice(&count.to_le_bytes());
        for at in self.pointers {
            let pointer = &mut bytes[at..at + size_of::<usize>()];
            let offset = pointer.iter().rev();
            let offset = offset.fold(0, |offset, byte| offset << 8 | usize::from(*byte));
            pointer.copy_from_slice(&(base.expose_provenance() + offset).to_le_bytes());
        }
        base.wrapping_add(1)
    }
}

fn bytes_of(blocks: &mut [Block]) -> &mut [u8] {
    let length = size_of_val(blocks);
    // SAFETY: blocks are bytes, without padding.
    unsafe { core::slice::from_raw_parts_mut(blocks.as_mut_ptr().cast(), length) }
}

impl<T: Lower + ?Sized> Lower for &T {
    const LAYOUT: Layout = T::LAYOUT;

    fn lower(&self, to: &mut Answer, at: usize) {
        T::lower(self, to, at);
    }
}

impl Lower for [u8] {
    const LAYOUT: Layout = Layout::POINTER_AND_LENGTH;

    fn lower(&self, to: &mut Answer, at: usize) {
        let items = to.list(at, self.len(), Layout::number(1));
        to.write(items, self);
    }
}

impl Lower for str {
    const LAYOUT: Layout = Layout::POINTER_AND_LENGTH;

    fn lower(&self, to: &mut Answer, at: usize) {
        self.as_bytes().lower(to, at);
    }
}

impl Lower for String {
    const LAYOUT: Layout = Layout::POINTER_AND_LENGTH;

    fn lower(&self, to: &mut Answer, at: usize) {
        self.as_bytes().lower(to, at);
    }
}

impl<T: Lower> Lower for Vec<T> {
    const LAYOUT: Layout = Layout::POINTER_AND_LENGTH;

    fn lower(&self, to: &mut Answer, at: usize) {
        let mut at = to.list(at, self.len(), T::LAYOUT);
        for item in self {
            item.lower(to, at);
            at += T::LAYOUT.size;
        }
    }
}

impl<T: Lower> Lower for Option<T> {
    const LAYOUT: Layout = Layout::variant(T::LAYOUT, Layout::record(&[]));

    fn lower(&self, to: &mut Answer, at: usize) {
        if let Some(value) = self {
            to.write(at, &[1]);
            value.lower(to, at + Self::LAYOUT.case());
        }
    }
}

impl<T: Lower, E: Lower> Lower for Result<T, E> {
    const LAYOUT: Layout = Layout::variant(T::LAYOUT, E::LAYOUT);

    fn lower(&self, to: &mut Answer, at: usize) {
        let case = at + Self::LAYOUT.case();
        match self {
            Ok(value) => value.lower(to, case),
            Err(error) => {
                to.write(at, &[1]);
                error.lower(to, case);
            }
        }
    }
}

/// Types that are numbers in memory.
macro_rules! numbers {
    ($($type:ty: |$of:ident| $number:expr;)+) => {$(
        impl $crate::abi::Lower for $type {
            const LAYOUT: $crate::abi::Layout = $crate::abi::Layout::number({
                const fn size<R, N>(_: fn(&R) -> N) -> usize {
                    size_of::<N>()
                }
                size(|$of: &$type| $number)
            });

            fn lower(&self, to: &mut $crate::abi::Answer, at: usize) {
                let $of = self;
                to.write(at, &$number.to_le_bytes());
            }
        }
    )+};
}
pub(crate) use numbers;

/// Types that are texts in memory.
macro_rules! texts {
    ($($type:ty: |$of:ident| $text:expr;)+) => {$(
        impl $crate::abi::Lower for $type {
            const LAYOUT: $crate::abi::Layout = <str as $crate::abi::Lower>::LAYOUT;

            fn lower(&self, to: &mut $crate::abi::Answer, at: usize) {
                let $of = self;
                let text: &str = &$text;
                text.lower(to, at);
            }
        }
    )+};
}
pub(crate) use texts;

/// Types that are records in memory, of these fields in the contract's order.
macro_rules! records {
    ($($type:ty { $($field:ident),+ $(,)? })+) => {$(
        impl $crate::abi::Lower for $type {
            const LAYOUT: $crate::abi::Layout = $crate::abi::Layout::record(&[
                $($crate::abi::layout_of(|of: &$type| &of.$field)),+
            ]);

            fn lower(&self, to: &mut $crate::abi::Answer, at: usize) {
                let mut fields = $crate::abi::Fields { to, at };
                $(fields.add(&self.$field);)+
            }
        }
    )+};
}
pub(crate) use records;

/// Records without a type of their own: their fields, in the contract's order.
macro_rules! tuples {
    ($(($($type:ident $field:tt),+))+) => {$(
        impl<$($type: Lower),+> Lower for ($($type),+) {
            const LAYOUT: Layout = Layout::record(&[$($type::LAYOUT),+]);

            fn lower(&self, to: &mut Answer, at: usize) {
                let mut fields = Fields { to, at };
                $(fields.add(&self.$field);)+
            }
        }
    )+};
}

tuples! {
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
}
