//! An object as its C struct, field by field, and as raw memory.

use super::super::{Content, Row, Scene, Target};
use crate::inspect::view::ObjectView;
use crate::tui::style::Role;
use crate::tui::text::{clean, cut, fit};

/// ```text
/// PyListObject at 0x7f12
///   +0   8 ob_refcnt   Py_ssize_t      2
///   +8   8 ob_type     PyTypeObject *  list
/// ```
pub fn fields(scene: &Scene, view: &ObjectView, content: &mut Content, width: usize) {
    let layout = &view.layout;
    let old = super::before(scene).map(|o| &o.layout);
    content.push(vec![
        scene.span(Role::Title, format!(" {}", layout.name)),
        scene.span(Role::Dim, "   offset, bytes, field, value"),
    ]);
    let name_width = layout
        .fields
        .iter()
        .map(|f| f.name.len())
        .max()
        .unwrap_or(0);
    let type_width = layout
        .fields
        .iter()
        .map(|f| f.c_type.len())
        .max()
        .unwrap_or(0);
    let with_types = width >= 9 + name_width + type_width + 20;
    for field in &layout.fields {
        let changed = old.is_some_and(|o| !o.fields.contains(field));
        let mut spans = vec![
            scene.change_sign(changed),
            scene.span(
                Role::Dim,
                format!("{:>+4} {:>3} ", field.offset, field.size),
            ),
            scene.span(Role::Text, fit(&field.name, name_width + 1)),
        ];
        let mut used = 11 + name_width;
        if with_types {
            spans.push(scene.span(Role::Type, fit(&field.c_type, type_width + 2)));
            used += type_width + 2;
        }
        let value = cut(&clean(&field.value), width.saturating_sub(used));
        spans.push(ratatui::text::Span::styled(
            value,
            scene.change_style(changed),
        ));
        content
            .rows
            .push(Row::of(spans).to(field.target.map(Target::Object)));
    }
}

/// ```text
///   +0  02 00 00 00 00 00 00 00  ob_refcnt
/// ```
pub fn bytes(scene: &Scene, view: &ObjectView, content: &mut Content, width: usize) {
    let layout = &view.layout;
    if layout.bytes.is_empty() {
        let text = "The raw bytes of this object are not modelled; ~ shows its struct.";
        content.paragraph(scene, Role::Dim, text, width);
        return;
    }
    let old = super::before(scene).map(|o| &o.layout);
    content.push(vec![
        scene.span(Role::Dim, " lowest byte first, as on x86-64"),
    ]);
    for row in &layout.bytes {
        let changed = old.is_some_and(|o| !o.bytes.contains(row));
        let hex: Vec<String> = row.bytes.iter().map(|b| format!("{b:02x}")).collect();
        content.push(vec![
            scene.change_sign(changed),
            scene.span(Role::Dim, format!("{:>+5}  ", row.offset)),
            ratatui::text::Span::styled(fit(&hex.join(" "), 25), scene.change_style(changed)),
            scene.span(Role::Dim, row.field.clone()),
        ]);
    }
}
