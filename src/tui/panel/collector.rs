//! The cyclic garbage collector: three generations, when the next collection comes, and what the
//! last one did.

use super::{Content, Row, Scene, Target};
use crate::inspect::view::GenerationRow;
use crate::tui::style::Role;
use crate::tui::text::grouped;

/// ```text
/// generation 0  412 of 700 ████████░░░░░  431 containers
///    #9 list [1, 2]
/// Next: after 289 more containers ...
/// Last collection
///   subtract_refs  4 references from inside taken away
/// ```
pub fn content(scene: &Scene, width: usize) -> Content {
    let gc = &scene.now().gc;
    let facts = if gc.enabled { "enabled" } else { "disabled" };
    let mut content = Content {
        facts: facts.to_string(),
        ..Content::default()
    };
    for (index, generation) in gc.generations.iter().enumerate() {
        self::generation(scene, index, generation, &mut content, width);
    }
    if !gc.next.is_empty() {
        content.paragraph(scene, Role::Text, &format!("Next: {}", gc.next), width);
    }
    let (total, pending) = gc.long_lived;
    let line = format!(
        "long lived: {} survived a full collection, {} wait for it",
        grouped(total),
        grouped(pending)
    );
    content.paragraph(scene, Role::Dim, &line, width);
    if !gc.phases.is_empty() {
        content.push(vec![scene.span(Role::Title, " Last collection")]);
    }
    for phase in &gc.phases {
        let is_new = scene.before.is_some_and(|b| !b.gc.phases.contains(phase));
        content.push(vec![
            scene.change_sign(is_new),
            scene.span(Role::Type, format!(" {}", phase.name)),
        ]);
        content.paragraph(scene, Role::Text, &phase.sentence, width);
    }
    content
}

fn generation(
    scene: &Scene,
    index: usize,
    generation: &GenerationRow,
    content: &mut Content,
    width: usize,
) {
    let signs = scene.look.signs;
    let old = scene.before.and_then(|b| b.gc.generations.get(index));
    let changed = old.is_some_and(|g| g.count != generation.count || g.size != generation.size);
    let bar = 12.min(width.saturating_sub(44));
    let part = |count: i64| {
        let full = usize::try_from(count.clamp(0, generation.threshold)).unwrap_or(0) * bar;
        full / usize::try_from(generation.threshold.max(1)).unwrap_or(1)
    };
    let full = part(generation.count);
    content.push(vec![
        scene.change_sign(changed),
        scene.span(Role::Title, format!("generation {index} ")),
        scene.span(
            if changed { Role::Changed } else { Role::Text },
            format!("{:>3} of {:<3} ", generation.count, generation.threshold),
        ),
        scene.span(Role::Operand, signs.full.repeat(full)),
        scene.span(Role::Dim, signs.empty.repeat(bar - full)),
        scene.span(
            Role::Dim,
            format!(" {} containers", grouped(generation.size)),
        ),
    ]);
    let (collections, collected, uncollectable) = generation.stats;
    content.push(vec![scene.span(
        Role::Dim,
        format!(
            "   {collections} collections, {collected} collected, {uncollectable} uncollectable"
        ),
    )]);
    for member in &generation.members {
        let mut spans = vec![scene.span(Role::Text, "   ")];
        let refs = member
            .gc_refs
            .map(|n| format!("  gc_refs {n}"))
            .unwrap_or_default();
        spans.extend(scene.object(&member.object, width.saturating_sub(3 + refs.len()), false));
        spans.push(scene.span(Role::Changed, refs));
        content
            .rows
            .push(Row::of(spans).to(Some(Target::Object(member.object.no))));
    }
}
