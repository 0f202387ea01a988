//! pymalloc as strips of blocks, and the types' free lists.

use ratatui::text::Span;

use super::{Content, Row, Scene, Target};
use crate::inspect::view::{MemoryView, PoolRow, PoolState};
use crate::tui::style::Role;
use crate::tui::text::{fit, grouped, width as cells};

/// ```text
/// Free lists  float 3/100  tuple of 2 5/2000
/// █ used  ░ freed  · never used
///  48 B  0:17 used   23/84 ███████░░···········
///  56 B  0:18 used    7/72 █░··················
/// and 304 full pools (z shows them)
/// arena 0: 43 of 64 pools free ...
/// ```
/// Of the pools that are full only those are shown in which something happens, unless there is all
/// the room.
pub fn content(scene: &Scene, width: usize) -> Content {
    let memory = &scene.now().memory;
    let signs = scene.look.signs;
    let pools: usize = memory.classes.iter().map(|c| c.pools.len()).sum();
    let mut content = Content {
        facts: format!(
            "{pools} pools{}{} bytes in blocks",
            signs.dot,
            grouped(memory.bytes_used)
        ),
        ..Content::default()
    };
    if !memory.last.is_empty() {
        content.paragraph(scene, Role::Changed, &memory.last, width);
    }
    free_lists(scene, &mut content, width);
    let legend = format!(
        " {} used  {} freed  {} never used",
        signs.full, signs.freed, signs.empty
    );
    content.push(vec![scene.span(Role::Dim, legend)]);
    // A strip is 16 to 64 cells, each standing for the same number of blocks.
    let strip = width.saturating_sub(26).clamp(8, 64);
    let mut hidden = 0;
    for class in &memory.classes {
        for pool in &class.pools {
            let changed = changed(scene, pool);
            if pool.state == PoolState::Full && !changed && !scene.zoomed {
                hidden += 1;
                continue;
            }
            let row = pool_row(scene, class.block_size, pool, changed, strip);
            content.rows.push(row);
        }
    }
    if hidden > 0 {
        let pools = if hidden == 1 { "pool" } else { "pools" };
        let text = format!("and {hidden} full {pools} (z shows them)");
        content.paragraph(scene, Role::Dim, &text, width);
    }
    arenas(scene, memory, &mut content, width);
    content
}

fn arenas(scene: &Scene, memory: &MemoryView, content: &mut Content, width: usize) {
    let list: Vec<String> = memory
        .arenas
        .iter()
        .map(|a| {
            format!(
                "arena {}: {} of {} pools free",
                a.index, a.free_pools, a.total_pools
            )
        })
        .collect();
    let (count, bytes) = memory.large;
    let large = format!(
        "over 512 bytes, from malloc: {count} requests, {} bytes",
        grouped(bytes)
    );
    content.paragraph(
        scene,
        Role::Text,
        &format!("{}; {large}", list.join(", ")),
        width,
    );
}

/// Whether the pool looked otherwise at the moment shown before.
fn changed(scene: &Scene, pool: &PoolRow) -> bool {
    let old = scene.before.and_then(|b| {
        let mut pools = b.memory.classes.iter().flat_map(|c| &c.pools);
        pools.find(|p| p.address == pool.address)
    });
    scene.before.is_some() && old != Some(pool)
}

fn pool_row(scene: &Scene, block_size: u32, pool: &PoolRow, changed: bool, strip: usize) -> Row {
    let state = match pool.state {
        PoolState::Used => "used ",
        PoolState::Full => "full ",
        PoolState::Empty => "empty",
    };
    let mut spans = vec![
        scene.change_sign(changed),
        scene.span(Role::Text, format!("{block_size:>3} B ")),
        scene.span(Role::Dim, fit(&format!("{}:{}", pool.arena, pool.index), 5)),
        scene.span(if changed { Role::Changed } else { Role::Dim }, state),
        scene.span(
            Role::Text,
            format!("{:>4}/{:<3} ", pool.used, pool.capacity),
        ),
    ];
    spans.extend(blocks(scene, pool, strip));
    if let Some((block, object)) = pool.touched {
        spans.push(scene.span(Role::Changed, format!(" {object} in block {block}")));
    }
    Row::of(spans).to(pool.touched.map(|(_, object)| Target::Object(object)))
}

/// The blocks of a pool as a strip: each cell shows the state most of its blocks have.
fn blocks(scene: &Scene, pool: &PoolRow, strip: usize) -> Vec<Span<'static>> {
    let signs = scene.look.signs;
    let capacity = pool.capacity as usize;
    let cells = strip.min(capacity).max(1);
    let mut freed = vec![false; capacity];
    for &block in &pool.free_blocks {
        if let Some(flag) = freed.get_mut(block as usize) {
            *flag = true;
        }
    }
    let sign = |block: usize| match () {
        () if block >= pool.virgin_from as usize => (signs.empty, Role::Dim),
        () if freed.get(block) == Some(&true) => (signs.freed, Role::Text),
        () => (signs.full, Role::Operand),
    };
    let mut spans: Vec<Span<'static>> = Vec::new();
    for cell in 0..cells {
        let (text, role) = sign(cell * capacity / cells);
        let style = scene.look.style(role);
        match spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push_str(text),
            _ => spans.push(Span::styled(text, style)),
        }
    }
    spans
}

/// One entry a free list; the tuples', a list for each length, are counted together where there is
/// little room, but for those that changed.
fn free_lists(scene: &Scene, content: &mut Content, width: usize) {
    content.push(vec![
        scene.span(Role::Title, " Free lists"),
        scene.span(Role::Dim, "  freed objects kept for the next of their type"),
    ]);
    let mut entries: Vec<(String, bool)> = Vec::new();
    let (mut lengths, mut tuples) = (0, 0);
    for list in &scene.now().free_lists {
        let old = scene
            .before
            .and_then(|b| b.free_lists.iter().find(|l| l.name == list.name));
        let changed = scene.before.is_some() && old.map(|l| l.length) != Some(list.length);
        if list.name.starts_with("tuple of") && !changed && !scene.zoomed {
            lengths += 1;
            tuples += list.length;
            continue;
        }
        let text = format!("{} {}/{} ", list.name, list.length, list.limit);
        entries.push((text, changed));
    }
    if lengths > 0 {
        let other = if lengths == 1 { "length" } else { "lengths" };
        entries.push((format!("tuples of {lengths} {other} {tuples} "), false));
    }
    let mut spans = Vec::new();
    let mut used = 0;
    for (text, changed) in entries {
        let wide = 1 + cells(&text);
        if used + wide > width && used > 0 {
            content.push(std::mem::take(&mut spans));
            used = 0;
        }
        used += wide;
        spans.push(scene.change_sign(changed));
        spans.push(Span::styled(text, scene.change_style(changed)));
    }
    content.push(spans);
}
