//! The inspector: one object, as a picture, as its C struct, or as bytes.

mod dict;
mod layout;
mod list;
mod parts;
mod probing;
mod set;

use super::{Content, Representation, Row, Scene, Target};
use crate::inspect::view::{ObjectView, Payload, RunState};
use crate::tui::style::Role;
use crate::tui::text::{clean, cut};

/// The sign of what is not as in CPython.
const SIMPLIFIED: &str = "~";

/// ```text
/// #9 list [1, 2, 3]
/// rc 2 · 88 bytes · at 0x7f3a10 · generation 0
/// (the picture of its type)
/// ```
pub fn content(scene: &Scene, width: usize) -> Content {
    let Some(view) = &scene.now().object else {
        return nothing(scene, width);
    };
    let how = match scene.representation {
        Representation::Picture => "picture",
        Representation::Struct => "C struct",
        Representation::Bytes => "bytes",
    };
    let mut content = Content {
        facts: format!("{}{}~ {how}", view.reason, scene.look.signs.dot),
        ..Content::default()
    };
    header(scene, view, &mut content, width);
    match scene.representation {
        Representation::Picture => picture(scene, view, &mut content, width),
        Representation::Struct => layout::fields(scene, view, &mut content, width),
        Representation::Bytes => layout::bytes(scene, view, &mut content, width),
    }
    if !view.origin.is_empty() {
        content.paragraph(scene, Role::Dim, &view.origin, width);
    }
    if let Some(simplified) = &view.simplified {
        let text = format!("{SIMPLIFIED} Simplified: {simplified}.");
        content.paragraph(scene, Role::Alarm, &text, width);
    }
    if !view.referrers.is_empty() {
        content.push(vec![scene.span(Role::Title, " Referred to by")]);
        for referrer in &view.referrers {
            let mut spans = vec![scene.span(Role::Dim, "  ")];
            spans.extend(scene.object(referrer, width.saturating_sub(2), false));
            content
                .rows
                .push(Row::of(spans).to(Some(Target::Object(referrer.no))));
        }
    }
    content
}

fn nothing(scene: &Scene, width: usize) -> Content {
    let mut content = Content::default();
    let over = matches!(scene.now().state, RunState::Ended(_) | RunState::Raised(_));
    let text = match scene.shown.selection {
        _ if over => {
            "The program has ended, and with it its objects. 9 shows what it printed; S goes back to its last line.".to_string()
        }
        crate::session::Selection::Auto => {
            "Nothing is looked into. Choose an object in Names, Value stack or Frames and press Enter.".to_string()
        }
        crate::session::Selection::Object(no) => {
            format!("{no} is not alive at this step. Press a to let the inspector choose again.")
        }
    };
    content.paragraph(scene, Role::Dim, &text, width);
    content
}

/// The object as it was at the moment shown before, if it was in the inspector then.
fn before<'a>(scene: &Scene<'a>) -> Option<&'a ObjectView> {
    let now = scene.now().object.as_ref()?;
    scene
        .before?
        .object
        .as_ref()
        .filter(|o| o.object.no == now.object.no)
}

fn header(scene: &Scene, view: &ObjectView, content: &mut Content, width: usize) {
    let object = &view.object;
    let repr = cut(
        &clean(&object.repr),
        width.saturating_sub(object.type_name.len() + 7),
    );
    content.push(vec![
        scene.span(Role::Object, format!(" {} ", object.no)),
        scene.span(Role::Type, format!("{} ", object.type_name)),
        scene.span(Role::Text, repr),
    ]);
    let dot = scene.look.signs.dot;
    let old = before(scene);
    let count_changed = old.is_some_and(|o| o.object.refcnt != object.refcnt);
    let size_changed = old.is_some_and(|o| o.size != view.size);
    let mark = if view.simplified.is_some() {
        SIMPLIFIED
    } else {
        ""
    };
    let generation = match view.generation {
        Some(n) => format!("generation {n}"),
        None => "not tracked by the collector".to_string(),
    };
    content.push(vec![
        scene.change_sign(count_changed),
        ratatui::text::Span::styled(
            format!("ob_refcnt {}", object.refcnt),
            scene.change_style(count_changed),
        ),
        scene.span(Role::Dim, dot),
        ratatui::text::Span::styled(
            format!("{} bytes", view.size),
            scene.change_style(size_changed),
        ),
        scene.span(
            Role::Dim,
            format!("{dot}{mark}{:#x}{dot}{generation}", object.address),
        ),
    ]);
}

fn picture(scene: &Scene, view: &ObjectView, content: &mut Content, width: usize) {
    match &view.payload {
        Payload::Plain => {}
        Payload::List(list) => list::picture(scene, list, content, width),
        Payload::Dict(dict) => dict::picture(scene, dict, content, width),
        Payload::Set(set) => set::picture(scene, set, content, width),
        Payload::Text(text) => parts::text(scene, text, content, width),
        Payload::Int {
            negative,
            digits,
            small,
        } => parts::int(scene, *negative, digits, *small, content, width),
        Payload::Parts(rows) => parts::parts(scene, rows, content, width),
    }
}
