//! Functions by likeness.

use super::Functions;
use anyhow::Result;
use std::collections::{HashMap, VecDeque};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser};

/// How far gzip looks back.
const WINDOW: usize = 32 * 1024;
/// What counts as something two functions have in common: so many bytes in a row.
const PIECE: usize = 6;
/// A small function has little to have in common: so many pieces more in the
/// denominator keep those from all coming first.
const SMALL: usize = 60;

pub(super) fn arrange(module: &[u8]) -> Result<Vec<u8>> {
    let functions = Functions::of(module)?;
    let order = order(&functions.bodies);
    let mut numbers: Vec<_> = (0..functions.imported + order.len()).collect();
    for (number, &before) in order.iter().enumerate() {
        numbers[functions.imported + before] = functions.imported + number;
    }
    let mut arranged = Module::new();
    InOrder { order, numbers }.parse_core_module(&mut arranged, Parser::new(0), module)?;
    Ok(arranged.finish())
}

struct InOrder {
    /// Which of the functions with bodies comes first, second, …
    order: Vec<usize>,
    /// The new number of each function.
    numbers: Vec<usize>,
}

impl Reencode for InOrder {
    type Error = core::convert::Infallible;

    fn function_index(&mut self, before: u32) -> Result<u32, Error> {
        Ok(u32::try_from(self.numbers[before as usize]).unwrap_or(u32::MAX))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for &before in &self.order {
            functions.function(types[before]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for before in self.order.clone() {
            self.parse_function_body(code, bodies[before].clone())?;
        }
        Ok(())
    }
}

/// The largest first, then always the one that has most in common with what lies
/// in the window before it, for its size.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let pieces = Pieces::of(bodies);
    let mut window = Window {
        pieces: &pieces,
        bodies: VecDeque::new(),
        length: 0,
        times: vec![0; pieces.places.len()],
        common: vec![0; bodies.len()],
    };
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = (0..left.len()).max_by_key(|&at| bodies[left[at]].len());
    while let Some(at) = next {
        // In its order, so that of equals the first is taken.
        let body = left.remove(at);
        order.push(body);
        window.add(body, bodies[body].len());
        next = (0..left.len()).min_by(|&one, &other| {
            window
                .likeness(left[other])
                .total_cmp(&window.likeness(left[one]))
        });
    }
    order
}

/// Every piece there is, by a number.
struct Pieces {
    /// The pieces of each body, each once.
    of: Vec<Vec<usize>>,
    /// The bodies each piece is in.
    places: Vec<Vec<usize>>,
}

impl Pieces {
    fn of(bodies: &[&[u8]]) -> Self {
        let mut numbers = HashMap::new();
        let mut all = Self {
            of: Vec::new(),
            places: Vec::new(),
        };
        for (body, bytes) in bodies.iter().enumerate() {
            let mut pieces = Vec::new();
            for piece in bytes.windows(PIECE) {
                let number = *numbers.entry(piece).or_insert(all.places.len());
                if number == all.places.len() {
                    all.places.push(Vec::new());
                }
                let places = &mut all.places[number];
                if places.last() != Some(&body) {
                    places.push(body);
                    pieces.push(number);
                }
            }
            all.of.push(pieces);
        }
        all
    }
}

/// What gzip still sees.
struct Window<'a> {
    pieces: &'a Pieces,
    bodies: VecDeque<(usize, usize)>,
    length: usize,
    /// In how many of its bodies each piece is.
    times: Vec<usize>,
    /// How many pieces of each body are in it.
    common: Vec<usize>,
}

impl Window<'_> {
    fn add(&mut self, body: usize, length: usize) {
        self.bodies.push_back((body, length));
        self.length += length;
        for &piece in &self.pieces.of[body] {
            self.times[piece] += 1;
            if self.times[piece] == 1 {
                for &place in &self.pieces.places[piece] {
                    self.common[place] += 1;
                }
            }
        }
        while self.length > WINDOW && self.bodies.len() > 1 {
            let Some((body, length)) = self.bodies.pop_front() else {
                break;
            };
            self.length -= length;
            for &piece in &self.pieces.of[body] {
                self.times[piece] -= 1;
                if self.times[piece] == 0 {
                    for &place in &self.pieces.places[piece] {
                        self.common[place] -= 1;
                    }
                }
            }
        }
    }

    #[allow(clippy::cast_precision_loss)]
    fn likeness(&self, body: usize) -> f64 {
        self.common[body] as f64 / (self.pieces.of[body].len() + SMALL) as f64
    }
}
