//! Making and asking classes (`Objects/typeobject.c`, `builtin___build_class__` of
//! `Python/bltinmodule.c`).

mod assign;
mod build;
mod check;
mod layout;
mod mro;
mod new;
mod slots;
mod super_object;
