//! A guard for the wide build, against a defect of the compiler.
//!
//! LLVM up to 22 can put the reading of a local variable before the instruction
//! that sets it, where an instruction has two results, as those of wide
//! arithmetic have (llvm/llvm-project#98323 and #199910, mended in LLVM 23). The
//! wrong value is then computed with, and no signature check may rest on that.
//!
//! It shows in the code: LLVM never lets a value read from a local variable wait
//! on the stack while that variable is set, except by this defect. So every
//! function is walked with a model of its stack that knows where values came from.

use anyhow::{Context, Result, ensure};
use wasmparser::{FuncValidator, Operator, Parser, Payload, Validator, WasmModuleResources};

/// Refuses a module with such a place.
pub(crate) fn check(module: &[u8]) -> Result<()> {
    let places = early_reads(module)?;
    ensure!(
        places == 0,
        "the compiler got the module wrong in {places} places (llvm/llvm-project#98323): \
         it must not be used"
    );
    Ok(())
}

/// How many places of a core module read a local variable too early.
fn early_reads(module: &[u8]) -> Result<usize> {
    let mut validator = Validator::new_with_features(wasmparser::WasmFeatures::all());
    let mut allocations = wasmparser::FuncValidatorAllocations::default();
    let mut count = 0;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.context("the core module is not wasm")?;
        let function = match validator.payload(&payload)? {
            wasmparser::ValidPayload::Func(function, _) => function,
            _ => continue,
        };
        let Payload::CodeSectionEntry(body) = payload else {
            continue;
        };
        let mut function = function.into_validator(allocations);
        count += in_function(&mut function, &body)?;
        allocations = function.into_allocations();
    }
    Ok(count)
}

fn in_function<R: WasmModuleResources>(
    function: &mut FuncValidator<R>,
    body: &wasmparser::FunctionBody<'_>,
) -> Result<usize> {
    function.read_locals(&mut body.get_binary_reader())?;
    let mut reader = body.get_operators_reader()?;
    // Which local variable each value on the stack was read from.
    let mut stack: Vec<Option<u32>> = Vec::new();
    let mut count = 0;
    while !reader.eof() {
        let at = reader.original_position();
        let operator = reader.read()?;
        function.op(at, &operator)?;
        let height = usize::try_from(function.operand_stack_height())?;
        match operator {
            Operator::LocalGet { local_index } => stack.push(Some(local_index)),
            Operator::LocalSet { local_index } => {
                stack.pop();
                count += waiting(&stack, local_index);
            }
            Operator::LocalTee { local_index } => {
                stack.pop();
                count += waiting(&stack, local_index);
                stack.push(None);
            }
            _ => {
                stack.truncate(height.saturating_sub(results(&operator, function.resources())));
            }
        }
        stack.resize(height, None);
    }
    Ok(count)
}

fn waiting(stack: &[Option<u32>], local: u32) -> usize {
    stack
        .iter()
        .filter(|origin| **origin == Some(local))
        .count()
}

/// How many values an instruction leaves.
fn results(operator: &Operator<'_>, module: &impl WasmModuleResources) -> usize {
    use Operator::{
        Block, Br, BrIf, BrTable, Drop, Else, End, GlobalSet, I32Store, I32Store8, I32Store16,
        I64Add128, I64MulWideS, I64MulWideU, I64Store, I64Store8, I64Store16, I64Store32,
        I64Sub128, If, Loop, MemoryCopy, MemoryFill, Nop, Return, Unreachable,
    };
    match operator {
        Block { .. }
        | Loop { .. }
        | If { .. }
        | Else
        | End
        | Br { .. }
        | BrIf { .. }
        | BrTable { .. }
        | Return
        | Unreachable
        | Nop
        | Drop
        | GlobalSet { .. }
        | I32Store { .. }
        | I32Store8 { .. }
        | I32Store16 { .. }
        | I64Store { .. }
        | I64Store8 { .. }
        | I64Store16 { .. }
        | I64Store32 { .. }
        | MemoryCopy { .. }
        | MemoryFill { .. } => 0,
        Operator::Call { function_index } => module
            .type_index_of_function(*function_index)
            .and_then(|index| module.sub_type_at(index))
            .map_or(0, |of| of.unwrap_func().results().len()),
        Operator::CallIndirect { type_index, .. } => module
            .sub_type_at(*type_index)
            .map_or(0, |of| of.unwrap_func().results().len()),
        I64Add128 | I64Sub128 | I64MulWideS | I64MulWideU => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(func (param i64 i64) (result i64) …)` around a body.
    fn module(body: &[u8]) -> Vec<u8> {
        let length = u8::try_from(body.len()).expect("a short body");
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([0x01, 0x07, 0x01, 0x60, 0x02, 0x7E, 0x7E, 0x01, 0x7E]);
        module.extend([0x03, 0x02, 0x01, 0x00, 0x0A, length + 2, 0x01, length]);
        module.extend(body);
        module
    }

    #[test]
    fn a_value_that_waits_while_its_variable_is_set_is_found() {
        // local.get 0, i64.const 1, local.set 0, i64.const 2, i64.add
        let early = [0x00, 0x20, 0x00, 0x42, 1, 0x21, 0x00, 0x42, 2, 0x7C, 0x0B];
        assert_eq!(early_reads(&module(&early)).expect("wasm"), 1);
    }

    #[test]
    fn setting_another_variable_or_using_the_value_first_is_fine() {
        let other = [0x00, 0x20, 0x00, 0x42, 1, 0x21, 0x01, 0x42, 2, 0x7C, 0x0B];
        assert_eq!(early_reads(&module(&other)).expect("wasm"), 0);
        // local.get 0, i64.const 1, i64.add, local.set 0, local.get 0
        let used = [
            0x00, 0x20, 0x00, 0x42, 1, 0x7C, 0x21, 0x00, 0x20, 0x00, 0x0B,
        ];
        assert_eq!(early_reads(&module(&used)).expect("wasm"), 0);
    }
}
