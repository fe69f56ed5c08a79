//! Each function's variables by how often they are used.

use super::Functions;
use anyhow::Result;
use core::cmp::Reverse;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, Function, Instruction, Module};
use wasmparser::{FunctionBody, Operator, Parser, ValType};

pub(super) fn arrange(module: &[u8]) -> Result<Vec<u8>> {
    let mut arranged = Module::new();
    let mut variables = Variables {
        parameters: Functions::of(module)?.parameters.into_iter(),
        numbers: Vec::new(),
    };
    variables.parse_core_module(&mut arranged, Parser::new(0), module)?;
    Ok(arranged.finish())
}

struct Variables {
    /// How many parameters the functions still to come have.
    parameters: std::vec::IntoIter<usize>,
    /// Of the function being written: the new number of each variable.
    numbers: Vec<u32>,
}

impl Reencode for Variables {
    type Error = core::convert::Infallible;

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error> {
        let parameters = self.parameters.next().unwrap_or_default();
        let order = order(&body, parameters)?;
        self.numbers = (0_u32..).take(parameters + order.len()).collect();
        for (number, &(before, _)) in (parameters..).zip(&order) {
            self.numbers[before] = u32::try_from(number).unwrap_or(u32::MAX);
        }
        let mut locals = Vec::new();
        for (_, kind) in order {
            locals.push(self.val_type(kind)?);
        }
        let mut function = Function::new_with_locals_types(locals);
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            function.instruction(&self.parse_instruction(&mut operators)?);
        }
        code.function(&function);
        Ok(())
    }

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, Error> {
        let number = |before: u32| self.numbers[before as usize];
        match operator {
            Operator::LocalGet { local_index } => Ok(Instruction::LocalGet(number(local_index))),
            Operator::LocalSet { local_index } => Ok(Instruction::LocalSet(number(local_index))),
            Operator::LocalTee { local_index } => Ok(Instruction::LocalTee(number(local_index))),
            other => utils::instruction(self, other),
        }
    }
}

/// A function's own variables with their types: those used most first, of each
/// type together, as they are declared.
fn order(body: &FunctionBody<'_>, parameters: usize) -> Result<Vec<(usize, ValType)>, Error> {
    let mut kinds = Vec::new();
    for group in body.get_locals_reader()? {
        let (count, kind) = group?;
        kinds.extend((0..count).map(|_| kind));
    }
    let mut uses = vec![0_usize; parameters + kinds.len()];
    for operator in body.get_operators_reader()? {
        if let Operator::LocalGet { local_index }
        | Operator::LocalSet { local_index }
        | Operator::LocalTee { local_index } = operator?
        {
            uses[local_index as usize] += 1;
        }
    }
    let most = |kind: ValType| {
        let of_kind = kinds.iter().zip(&uses[parameters..]);
        let of_kind = of_kind.filter(|(other, _)| **other == kind);
        of_kind.map(|(_, &uses)| uses).max()
    };
    let mut order: Vec<_> = (parameters..).zip(kinds.iter().copied()).collect();
    order.sort_by_cached_key(|&(before, kind)| {
        let first_of_kind = kinds.iter().position(|&other| other == kind);
        (
            Reverse(most(kind)),
            first_of_kind,
            Reverse(uses[before]),
            before,
        )
    });
    Ok(order)
}
