//! Names by scope, in the order in which Python looks for them.

use super::{Content, Row, Scene, Target};
use crate::inspect::view::{NameRow, Scope, ScopeView, WatchedName};
use crate::tui::style::Role;
use crate::tui::text::{fit, width as cells, wrap};

/// ```text
/// local  f_localsplus, an array
///   n      → #12 int 3                rc 5
/// •  total  → #45 int 7                rc 1
/// ```
pub fn content(scene: &Scene, width: usize) -> Content {
    let scopes = &scene.now().scopes;
    let bound = scopes
        .iter()
        .flat_map(|s| &s.rows)
        .filter(|r| r.object.is_some())
        .count();
    let mut content = Content {
        facts: format!("{bound} bound"),
        ..Content::default()
    };
    for scope in scopes {
        content.push(vec![
            scene.span(Role::Title, format!(" {}", scope.scope.title())),
            scene.span(Role::Dim, format!("  {}", scope.storage)),
        ]);
        let label = scope
            .rows
            .iter()
            .map(|r| cells(&r.name))
            .max()
            .unwrap_or(0)
            .min(16);
        let (hidden, shown): (Vec<_>, Vec<_>) = scope
            .rows
            .iter()
            .partition(|r| !scene.zoomed && is_housekeeping(scope, r));
        for name in shown {
            content.rows.push(row(scene, scope, name, label, width));
            if scene.zoomed {
                reason(scene, scope, name, &mut content, width);
            }
        }
        if let Some(first) = hidden.first() {
            let text = format!(
                "   and {} more: {} ... (z shows them)",
                hidden.len(),
                first.name
            );
            content.push(vec![scene.span(Role::Dim, text)]);
        }
        if scope.rows.is_empty() {
            content.push(vec![scene.span(Role::Dim, "   none yet")]);
        }
    }
    content
}

/// Why the name lives there, below it.
fn reason(scene: &Scene, scope: &ScopeView, name: &NameRow, content: &mut Content, width: usize) {
    let reasons = &scene.now().code.names;
    let belongs = match scope.scope {
        Scope::Local => &["local", "in the class", "in the module"][..],
        Scope::Cell => &["cell"],
        Scope::Free => &["free"],
        Scope::Global => &["global", "in the module"],
        Scope::Builtin => &["built-in?"],
    };
    let reason = reasons
        .iter()
        .find(|reason| reason.name == name.name && belongs.contains(&reason.kind.as_str()));
    if let Some(reason) = reason {
        for text in wrap(&reason.why, width.saturating_sub(6).max(20)) {
            content.push(vec![scene.span(Role::Dim, format!("      {text}"))]);
        }
    }
}

/// Whether a name of the module is there before its first line runs: `__name__` and the like.
fn is_housekeeping(scope: &ScopeView, name: &NameRow) -> bool {
    scope.scope != Scope::Builtin
        && name.name.len() > 4
        && name.name.starts_with("__")
        && name.name.ends_with("__")
}

fn row(scene: &Scene, scope: &ScopeView, name: &NameRow, label: usize, width: usize) -> Row {
    let changed = scene.before.is_some_and(|b| {
        let same = |s: &&ScopeView| s.scope == scope.scope && s.namespace == scope.namespace;
        let old = b
            .scopes
            .iter()
            .find(same)
            .and_then(|s| s.rows.iter().find(|r| r.name == name.name));
        // A scope that was not there before is another frame's: nothing to compare.
        b.scopes.iter().any(|s| same(&s)) && rebound(old, name)
    });
    let mut spans = vec![
        scene.change_sign(changed),
        scene.span(Role::Text, format!(" {} ", fit(&name.name, label))),
    ];
    match &name.object {
        Some(object) => {
            let count = format!("  rc {}", object.refcnt);
            spans.push(scene.span(Role::Dim, format!("{} ", scene.look.signs.arrow)));
            let used = 3 + label + cells(scene.look.signs.arrow) + 1;
            let room = width.saturating_sub(used + if width >= 40 { count.len() } else { 0 });
            spans.extend(scene.object(object, room, changed));
            if width >= 40 {
                spans.push(scene.span(Role::Dim, count));
            }
        }
        None => spans.push(scene.span(Role::Dim, "not bound")),
    }
    let function = match scope.scope {
        Scope::Local | Scope::Cell | Scope::Free => Some(scene.now().code.name.clone()),
        Scope::Global | Scope::Builtin => None,
    };
    let watched = WatchedName {
        name: name.name.clone(),
        function,
    };
    Row {
        // A built-in name is not the script's.
        name: (scope.scope != Scope::Builtin).then_some(watched),
        ..Row::of(spans).to(name.object.as_ref().map(|o| Target::Object(o.no)))
    }
}

/// Whether the name refers to another object now, or its object shows another value.
fn rebound(old: Option<&NameRow>, now: &NameRow) -> bool {
    let value = |row: &NameRow| row.object.as_ref().map(|o| (o.no, o.repr.clone()));
    old.map(value) != Some(value(now))
}
