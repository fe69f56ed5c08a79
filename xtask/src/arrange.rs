//! What the compiler leaves to chance, in an order that compresses well.
//!
//! A component travels compressed, and gzip looks back 32 KB: so functions that are
//! alike lie side by side, and in each function the variables used most have the
//! lowest numbers. Nothing else changes, and the same module comes out the same.

mod functions;
mod variables;

use anyhow::{Context, Result};
use wasmparser::{Parser, Payload, TypeRef};

/// The module with its functions and their variables in order.
pub(crate) fn arrange(module: &[u8]) -> Result<Vec<u8>> {
    let module = variables::arrange(module).context("variables cannot be renumbered")?;
    functions::arrange(&module).context("functions cannot be put in order")
}

/// What is known of a module's functions before they are written again.
#[derive(Debug, Default)]
struct Functions<'a> {
    /// How many are imported: they come first and have no bodies.
    imported: usize,
    /// How many parameters each of the others has.
    parameters: Vec<usize>,
    bodies: Vec<&'a [u8]>,
}

impl<'a> Functions<'a> {
    fn of(module: &'a [u8]) -> Result<Self> {
        let mut all = Self::default();
        let mut signatures = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(types) => {
                    for signature in types.into_iter_err_on_gc_types() {
                        signatures.push(signature?.params().len());
                    }
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        all.imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(types) => {
                    for signature in types {
                        let signature = signatures.get(signature? as usize);
                        all.parameters.push(*signature.context("no such type")?);
                    }
                }
                Payload::CodeSectionEntry(body) => all.bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
        Function, FunctionSection, ImportSection, Instruction, Module, RefType, TableSection,
        TableType, TypeSection, ValType,
    };
    use wasmparser::{Operator, Validator};

    /// Two functions that are alike with another between them, the first of which
    /// calls the last; imports, exports and the table point to them too.
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], [ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("host", "ask", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        let bodies = [
            body(&[7; 40], Instruction::Call(3)),
            body(&[-9; 60], Instruction::Call(0)),
            body(&[7; 39], Instruction::Call(0)),
        ];
        for body in &bodies {
            functions.function(0);
            code.function(body);
        }
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            minimum: 3,
            maximum: Some(3),
            table64: false,
            shared: false,
        });
        let mut elements = ElementSection::new();
        let order = Elements::Functions((&[3, 2, 1][..]).into());
        elements.active(Some(0), &ConstExpr::i32_const(0), order);
        let mut exports = ExportSection::new();
        exports.export("first", ExportKind::Func, 1);
        exports.export("second", ExportKind::Func, 2);
        exports.export("third", ExportKind::Func, 3);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions);
        module.section(&tables).section(&exports).section(&elements);
        module.section(&code);
        module.finish()
    }

    /// Adds up constants in its last variable, by way of one that is used once.
    fn body(constants: &[i32], call: Instruction<'_>) -> Function {
        let mut function = Function::new([(2, ValType::I64), (2, ValType::I32)]);
        function.instruction(&Instruction::LocalGet(0));
        function.instruction(&Instruction::LocalSet(3));
        for &constant in constants {
            function.instruction(&Instruction::LocalGet(4));
            function.instruction(&Instruction::I32Const(constant));
            function.instruction(&Instruction::I32Add);
            function.instruction(&Instruction::LocalSet(4));
        }
        function.instruction(&Instruction::LocalGet(4));
        function.instruction(&call);
        function.instruction(&Instruction::End);
        function
    }

    /// What each export does, in words; calls by what the callee does first.
    fn told(module: &[u8]) -> Vec<String> {
        let functions = Functions::of(module).unwrap();
        let constants: Vec<_> = functions.bodies.iter().map(|body| constant(body)).collect();
        let mut told = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            match payload.unwrap() {
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export.unwrap();
                        let does = constants[export.index as usize - functions.imported].clone();
                        told.push(format!("{} {does}", export.name));
                    }
                }
                Payload::ElementSection(elements) => {
                    for element in elements {
                        let wasmparser::ElementItems::Functions(items) = element.unwrap().items
                        else {
                            panic!("other items");
                        };
                        for item in items {
                            let of = item.unwrap() as usize - functions.imported;
                            told.push(format!("table {}", constants[of]));
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    for operator in body.get_operators_reader().unwrap() {
                        if let Operator::Call { function_index } = operator.unwrap() {
                            let callee = (function_index as usize).checked_sub(functions.imported);
                            let callee = callee.map_or("host", |callee| &constants[callee]);
                            told.push(format!("{} calls {callee}", constant(body.as_bytes())));
                        }
                    }
                }
                _ => {}
            }
        }
        told.sort();
        told
    }

    /// The constant a function adds, and how often.
    fn constant(body: &[u8]) -> String {
        let body = wasmparser::FunctionBody::new(wasmparser::BinaryReader::new(body, 0));
        let operators = body.get_operators_reader().unwrap().into_iter();
        let constants = operators.filter_map(|operator| match operator.unwrap() {
            Operator::I32Const { value } => Some(value),
            _ => None,
        });
        let constants: Vec<_> = constants.collect();
        format!("{} times {}", constants.len(), constants[0])
    }

    #[test]
    fn the_module_does_the_same_as_before() {
        let arranged = arrange(&module()).unwrap();
        Validator::new().validate_all(&arranged).unwrap();
        assert_eq!(told(&arranged), told(&module()));
        assert_eq!(arrange(&module()).unwrap(), arranged);
    }

    #[test]
    fn functions_that_are_alike_lie_side_by_side() {
        let arranged = arrange(&module()).unwrap();
        let bodies = Functions::of(&arranged).unwrap().bodies;
        let order: Vec<_> = bodies.into_iter().map(constant).collect();
        assert_eq!(order, ["60 times -9", "39 times 7", "40 times 7"]);
    }

    #[test]
    fn what_is_used_most_has_the_lowest_number() {
        let arranged = arrange(&module()).unwrap();
        let functions = Functions::of(&arranged).unwrap();
        for bytes in functions.bodies {
            let body = wasmparser::FunctionBody::new(wasmparser::BinaryReader::new(bytes, 0));
            let operators: Vec<_> = body.get_operators_reader().unwrap().into_iter().collect();
            let set = operators
                .into_iter()
                .filter_map(|operator| match operator.unwrap() {
                    Operator::LocalSet { local_index } => Some(local_index),
                    _ => None,
                });
            let set: Vec<_> = set.collect();
            assert_eq!(set[..3], [2, 1, 1], "the parameter is 0");
            let locals = body.get_locals_reader().unwrap().into_iter();
            let locals: Vec<_> = locals.map(Result::unwrap).collect();
            assert_eq!(
                locals,
                [(2, wasmparser::ValType::I32), (2, wasmparser::ValType::I64)]
            );
        }
    }
}
