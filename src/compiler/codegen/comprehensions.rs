//! Comprehensions and generator expressions (`compiler_comprehension` and its generators in
//! `Python/compile.c`): a nested function that takes the outermost iterator as its argument.

use super::unit::ScopeType;
use super::{Compiler, Result};
use crate::code::op;
use crate::compiler::ast::{Comprehension, ComprehensionKind, Generator, Pos};
use crate::compiler::names::known;

impl Compiler<'_> {
    pub(super) fn comprehension(&mut self, pos: Pos, comprehension: &Comprehension) -> Result {
        let (name, build) = match comprehension.kind {
            ComprehensionKind::Generator => (known::GENEXPR_CODE, None),
            ComprehensionKind::List => (known::LISTCOMP_CODE, Some(op::BUILD_LIST)),
            ComprehensionKind::Set => (known::SETCOMP_CODE, Some(op::BUILD_SET)),
            ComprehensionKind::Dict => (known::DICTCOMP_CODE, Some(op::BUILD_MAP)),
        };
        let Some(outermost) = comprehension.generators.first() else {
            return Ok(());
        };
        let in_async_function = self.scope().coroutine;
        let scope = self.scope_of(comprehension.scope);
        self.enter(name, ScopeType::Comprehension, scope, pos.lineno);
        let is_async = self.scope().coroutine;
        if is_async && !in_async_function && build.is_some() {
            return Err(
                self.error("asynchronous comprehension outside of an asynchronous function")
            );
        }
        if let Some(build) = build {
            self.emit_arg(build, 0);
        }
        self.generators(comprehension, 0)?;
        if build.is_some() {
            self.emit(op::RETURN_VALUE);
        }
        let qualname = self.unit.qualname.clone();
        let code = self.leave(true);
        self.make_closure(code, 0, qualname);
        self.expr(&outermost.iter)?;
        let get = if outermost.is_async {
            op::GET_AITER
        } else {
            op::GET_ITER
        };
        self.marked(outermost.iter.pos.range(), |compiler| compiler.emit(get));
        self.emit_arg(op::CALL_FUNCTION, 1);
        if is_async && build.is_some() {
            self.emit(op::GET_AWAITABLE);
            self.load_none();
            self.emit(op::YIELD_FROM);
        }
        Ok(())
    }

    /// The loop of the `for` clause at `index`, with the clauses after it inside.
    fn generators(&mut self, comprehension: &Comprehension, index: usize) -> Result {
        match comprehension.generators.get(index) {
            Some(generator) if generator.is_async => {
                self.async_generator(comprehension, generator, index)
            }
            Some(generator) => self.sync_generator(comprehension, generator, index),
            None => self.element(comprehension, index),
        }
    }

    fn sync_generator(
        &mut self,
        comprehension: &Comprehension,
        generator: &Generator,
        index: usize,
    ) -> Result {
        let start = self.new_block();
        let if_cleanup = self.new_block();
        let anchor = self.new_block();
        self.iterator(generator, index, op::GET_ITER)?;
        self.use_next(start);
        self.marked(generator.iter.pos.range(), |compiler| {
            compiler.jump(op::FOR_ITER, anchor);
        });
        self.next_block();
        self.expr(&generator.target)?;
        for test in &generator.ifs {
            self.jump_if(test, if_cleanup, false)?;
            self.next_block();
        }
        self.generators(comprehension, index + 1)?;
        self.use_next(if_cleanup);
        self.jump(op::JUMP_ABSOLUTE, start);
        self.use_next(anchor);
        Ok(())
    }

    fn async_generator(
        &mut self,
        comprehension: &Comprehension,
        generator: &Generator,
        index: usize,
    ) -> Result {
        let start = self.new_block();
        let except = self.new_block();
        let if_cleanup = self.new_block();
        self.iterator(generator, index, op::GET_AITER)?;
        self.use_next(start);
        self.marked(generator.iter.pos.range(), |compiler| {
            compiler.jump(op::SETUP_FINALLY, except);
            compiler.emit(op::GET_ANEXT);
            compiler.load_none();
            compiler.emit(op::YIELD_FROM);
            compiler.emit(op::POP_BLOCK);
        });
        self.expr(&generator.target)?;
        for test in &generator.ifs {
            self.jump_if(test, if_cleanup, false)?;
            self.next_block();
        }
        self.generators(comprehension, index + 1)?;
        self.use_next(if_cleanup);
        self.jump(op::JUMP_ABSOLUTE, start);
        self.use_next(except);
        self.emit(op::END_ASYNC_FOR);
        Ok(())
    }

    /// The outermost iterator comes as the argument `.0`, the others are made on the way.
    fn iterator(&mut self, generator: &Generator, index: usize, get: u8) -> Result {
        if index == 0 {
            self.unit.argcount = 1;
            self.marked(generator.iter.pos.range(), |compiler| {
                compiler.emit_arg(op::LOAD_FAST, 0);
            });
            return Ok(());
        }
        self.expr(&generator.iter)?;
        self.marked(generator.iter.pos.range(), |compiler| compiler.emit(get));
        Ok(())
    }

    /// What happens for each element; the container lies `depth` iterators deep.
    fn element(&mut self, comprehension: &Comprehension, depth: usize) -> Result {
        self.expr(&comprehension.elt)?;
        let outer = std::mem::replace(&mut self.unit.range, comprehension.elt.pos.range());
        match comprehension.kind {
            ComprehensionKind::Generator => {
                self.emit(op::YIELD_VALUE);
                self.emit(op::POP_TOP);
            }
            ComprehensionKind::List => self.emit_arg(op::LIST_APPEND, depth + 1),
            ComprehensionKind::Set => self.emit_arg(op::SET_ADD, depth + 1),
            ComprehensionKind::Dict => {
                if let Some(value) = &comprehension.value {
                    self.expr(value)?;
                }
                self.emit_arg(op::MAP_ADD, depth + 1);
            }
        }
        self.unit.range = outer;
        self.next_block();
        Ok(())
    }
}
