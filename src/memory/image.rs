//! The state of pymalloc as data: to begin a run with what a real process has when a script starts,
//! and to write down what ours has.
//!
//! The shape is that of the record `heap` which the recorder of the real interpreter writes: pools
//! are named `[arena, position]`, blocks by their index.

use serde::{Deserialize, Serialize};

use super::Memory;
use super::arena::{ArenaObject, Arenas};
use super::layout::{
    ArenaId, BlockOffset, LINKS_PER_POOL, MAX_ARENAS, MAX_POOLS_IN_ARENA, NB_SMALL_SIZE_CLASSES,
    POOL_OVERHEAD, POOL_SIZE, PoolId, SizeClass,
};
use super::pool::Pool;
use super::view::{ArenaView, PoolView};

/// A dump of pymalloc. Addresses of the raw allocator are not part of it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct MemoryImage {
    /// For each of the 32 size classes its `usedpools`, in their order.
    pub classes: Vec<Vec<UsedPoolImage>>,
    /// CPython's array `arenas`; `None` for an arena object without memory.
    pub arenas: Vec<Option<ArenaImage>>,
    /// `usable_arenas` in order, by index.
    pub usable: Vec<u32>,
    /// `unused_arena_objects` in order, by index.
    pub unused: Vec<u32>,
    /// Full pools: they are on no list of CPython. Full pools that are not named here
    /// stay full for ever, because nothing tells the size of their blocks.
    #[serde(default)]
    pub full: Vec<FullPoolImage>,
    /// `raw_allocated_blocks`: requests that pymalloc had passed on.
    #[serde(default)]
    pub raw_blocks: u64,
}

/// A pool on `usedpools`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UsedPoolImage {
    /// Arena and position in it.
    pub pool: (u32, usize),
    /// `ref.count`.
    pub used: u16,
    /// The free-block list, as indices of blocks.
    pub free: Vec<usize>,
    /// `nextoffset`.
    pub nextoff: u16,
    /// `maxnextoffset`.
    pub maxoff: u16,
}

/// A full pool.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FullPoolImage {
    /// Arena and position in it.
    pub pool: (u32, usize),
    /// Its size class.
    pub szidx: usize,
}

/// An arena with memory.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ArenaImage {
    /// `nfreepools`.
    pub nfree: u8,
    /// `ntotalpools`; 64, or the image cannot be represented.
    pub ntotal: u8,
    /// How many pools were ever carved off.
    #[serde(rename = "virgin")]
    pub carved: u8,
    /// `freepools`, in order.
    pub freepools: Vec<FreePoolImage>,
}

/// An empty pool.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FreePoolImage {
    /// Position in its arena.
    pub pool: usize,
    /// The size class that it last served; 32 or more: none.
    pub szidx: usize,
    /// The free-block list it still has, as indices of blocks.
    pub free: Vec<usize>,
    /// `nextoffset`.
    pub nextoff: u16,
    /// `maxnextoffset`.
    pub maxoff: u16,
}

/// Why an image is no state that pymalloc can be in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ImageError {
    /// There are exactly 32 size classes.
    #[error("memory image: {0} size classes instead of {NB_SMALL_SIZE_CLASSES}")]
    SizeClasses(usize),
    /// The number of arenas, or an arena with other than 64 pools.
    #[error("memory image: arena {0} is impossible")]
    Arena(u32),
    /// A pool that does not exist, has impossible offsets, or is named twice.
    #[error("memory image: pool {1} of arena {0} is impossible or named twice")]
    Pool(u32, usize),
    /// A block that does not exist, or is twice on a free list.
    #[error("memory image: the free blocks of pool {1} of arena {0} are impossible")]
    Block(u32, usize),
    /// A list of arenas names one that does not belong there, or not each that does.
    #[error("memory image: the lists of arenas do not fit the arenas")]
    ArenaLists,
}

impl Memory {
    /// The state of pymalloc, for another process to begin with.
    pub fn image(&self) -> MemoryImage {
        let used = |id: PoolId, pool: PoolView| UsedPoolImage {
            pool: (id.arena().0, id.position()),
            used: pool.ref_count as u16,
            free: pool.freeblock,
            nextoff: pool.nextoffset as u16,
            maxoff: pool.maxnextoffset as u16,
        };
        let free = |id: PoolId, pool: PoolView| FreePoolImage {
            pool: id.position(),
            szidx: pool.szidx.map_or(NB_SMALL_SIZE_CLASSES, SizeClass::index),
            free: pool.freeblock,
            nextoff: pool.nextoffset as u16,
            maxoff: pool.maxnextoffset as u16,
        };
        let arena = |arena: ArenaView| ArenaImage {
            nfree: arena.nfreepools as u8,
            ntotal: arena.ntotalpools as u8,
            carved: arena.carved as u8,
            freepools: self.described(arena.freepools, free),
        };
        let full = |szidx: SizeClass| {
            let pools = self.full_pools(szidx).into_iter();
            pools.map(move |id| FullPoolImage {
                pool: (id.arena().0, id.position()),
                szidx: szidx.index(),
            })
        };
        MemoryImage {
            classes: SizeClass::all()
                .map(|szidx| self.described(self.usedpools(szidx), used))
                .collect(),
            arenas: self
                .arenas()
                .into_iter()
                .map(|view| view.map(arena))
                .collect(),
            usable: self.usable_arenas().into_iter().map(|id| id.0).collect(),
            unused: self
                .unused_arena_objects()
                .into_iter()
                .map(|id| id.0)
                .collect(),
            full: SizeClass::all().flat_map(full).collect(),
            raw_blocks: self.raw_allocated_blocks,
        }
    }

    fn described<T>(&self, pools: Vec<PoolId>, describe: impl Fn(PoolId, PoolView) -> T) -> Vec<T> {
        pools
            .into_iter()
            .filter_map(|id| Some(describe(id, self.pool(id)?)))
            .collect()
    }

    /// A process in a measured state.
    ///
    /// # Errors
    /// When the image contradicts itself.
    pub fn from_image(image: &MemoryImage) -> Result<Memory, ImageError> {
        let mut memory = Memory {
            raw_allocated_blocks: image.raw_blocks,
            ..Memory::new()
        };
        memory.load_arenas(image)?;
        if image.classes.len() != NB_SMALL_SIZE_CLASSES {
            return Err(ImageError::SizeClasses(image.classes.len()));
        }
        for (szidx, pools) in SizeClass::all().zip(&image.classes) {
            // Each pool goes to the front of the list, so the last one comes first.
            for pool in pools.iter().rev() {
                let id =
                    memory.load_pool(pool.pool, szidx, (pool.nextoff, pool.maxoff), &pool.free)?;
                let used = memory.small.pools[id.index()].ref_count;
                if used != pool.used || used == 0 || pool.free.is_empty() {
                    return Err(ImageError::Pool(pool.pool.0, pool.pool.1));
                }
                memory.small.link_used_first(id, szidx);
            }
        }
        for full in &image.full {
            let (arena, no) = full.pool;
            let szidx = SizeClass::from_index(full.szidx).ok_or(ImageError::Pool(arena, no))?;
            let size = szidx.block_size();
            let nextoffset = (POOL_OVERHEAD + szidx.blocks_per_pool() * size) as u16;
            memory.load_pool(
                full.pool,
                szidx,
                (nextoffset, (POOL_SIZE - size) as u16),
                &[],
            )?;
        }
        memory.link_arenas(image)?;
        Ok(memory)
    }

    /// Makes the arena objects with their free pools. All other carved pools count as full, of unknown
    /// class, until the image says better.
    fn load_arenas(&mut self, image: &MemoryImage) -> Result<(), ImageError> {
        let narenas = image.arenas.len();
        if narenas > MAX_ARENAS {
            return Err(ImageError::Arena(narenas as u32));
        }
        self.small.arenas.objects = vec![ArenaObject::default(); narenas];
        let in_use = image
            .arenas
            .iter()
            .rposition(Option::is_some)
            .map_or(0, |last| last + 1);
        self.small.pools = vec![Pool::default(); in_use * MAX_POOLS_IN_ARENA];
        self.small.links = vec![None; in_use * MAX_POOLS_IN_ARENA * LINKS_PER_POOL];
        for (arena, index) in image.arenas.iter().zip(0..) {
            let Some(arena) = arena else { continue };
            let carved = usize::from(arena.carved);
            if usize::from(arena.ntotal) != MAX_POOLS_IN_ARENA || carved > MAX_POOLS_IN_ARENA {
                return Err(ImageError::Arena(index));
            }
            if usize::from(arena.nfree) != MAX_POOLS_IN_ARENA - carved + arena.freepools.len() {
                return Err(ImageError::Arena(index));
            }
            let object = self.small.arenas.get_mut(ArenaId(index));
            object.has_memory = true;
            object.carved = arena.carved;
            object.nfreepools = arena.nfree;
            for no in 0..carved {
                self.small.pools[ArenaId(index).pool(no).index()].ref_count = 1;
            }
            self.load_free_pools(index, arena)?;
            self.small.arenas.ntimes_allocated += 1;
        }
        self.small.arenas.ncurrently_allocated = self.small.arenas.ntimes_allocated;
        self.small.arenas.highwater = self.small.arenas.ntimes_allocated;
        Ok(())
    }

    fn load_free_pools(&mut self, index: u32, arena: &ArenaImage) -> Result<(), ImageError> {
        for pool in arena.freepools.iter().rev() {
            let name = (index, pool.pool);
            let id = match SizeClass::from_index(pool.szidx) {
                Some(szidx) => {
                    self.load_pool(name, szidx, (pool.nextoff, pool.maxoff), &pool.free)?
                }
                None => self.undescribed_pool(name)?,
            };
            let object = self.small.arenas.get_mut(ArenaId(index));
            let next = object.freepools.replace(id);
            let loaded = &mut self.small.pools[id.index()];
            if loaded.szidx.is_none() {
                loaded.ref_count = 0;
            }
            if loaded.ref_count > 0 {
                return Err(ImageError::Pool(index, pool.pool));
            }
            loaded.nextpool = next;
        }
        Ok(())
    }

    /// The id of a carved pool that the image has not described yet.
    fn undescribed_pool(&self, (arena, no): (u32, usize)) -> Result<PoolId, ImageError> {
        let error = ImageError::Pool(arena, no);
        let object = self.small.arenas.objects.get(arena as usize).ok_or(error)?;
        if no >= usize::from(object.carved) {
            return Err(error);
        }
        let id = ArenaId(arena).pool(no);
        let pool = &self.small.pools[id.index()];
        if pool.szidx.is_some() || pool.ref_count == 0 {
            return Err(error);
        }
        Ok(id)
    }

    /// Fills in a pool's class, offsets and free-block list. Touched blocks that are not free are in
    /// use: that makes its reference count.
    fn load_pool(
        &mut self,
        name: (u32, usize),
        szidx: SizeClass,
        (nextoffset, maxnextoffset): (u16, u16),
        free: &[usize],
    ) -> Result<PoolId, ImageError> {
        let (arena, no) = name;
        let id = self.undescribed_pool(name)?;
        let size = szidx.block_size();
        let touched_bytes = usize::from(nextoffset).saturating_sub(POOL_OVERHEAD);
        let touched = touched_bytes / size;
        let offsets_fit = usize::from(nextoffset) == POOL_OVERHEAD + touched * size
            && touched <= szidx.blocks_per_pool()
            && usize::from(maxnextoffset) == POOL_SIZE - size;
        if !offsets_fit {
            return Err(ImageError::Pool(arena, no));
        }
        let pool = &mut self.small.pools[id.index()];
        pool.szidx = Some(szidx);
        // No block is twice on the list, as checked below, so it is not longer than `touched`.
        pool.ref_count = touched.saturating_sub(free.len()) as u16;
        (pool.nextoffset, pool.maxnextoffset) = (nextoffset, maxnextoffset);
        let mut seen = [false; LINKS_PER_POOL];
        for &index in free.iter().rev() {
            let error = ImageError::Block(arena, no);
            let block = BlockOffset::from_index(index, szidx).ok_or(error)?;
            if index >= touched || std::mem::replace(&mut seen[index], true) {
                return Err(error);
            }
            self.small.links[id.link_index(block)] = pool.freeblock.replace(block);
        }
        Ok(id)
    }

    /// Links the two lists of arenas, and notes in `nfp2lasta` where each run of equal counts ends.
    fn link_arenas(&mut self, image: &MemoryImage) -> Result<(), ImageError> {
        let mut listed = vec![false; image.arenas.len()];
        let mut check = |arenas: &Arenas, index: u32, has_memory: bool| {
            let object = arenas
                .objects
                .get(index as usize)
                .ok_or(ImageError::ArenaLists)?;
            let twice = std::mem::replace(&mut listed[index as usize], true);
            let fits = object.has_memory == has_memory && (!has_memory || object.nfreepools > 0);
            if fits && !twice {
                Ok(())
            } else {
                Err(ImageError::ArenaLists)
            }
        };
        let arenas = &mut self.small.arenas;
        let mut prev: Option<ArenaId> = None;
        for &index in &image.usable {
            check(arenas, index, true)?;
            let id = ArenaId(index);
            if let Some(prev) = prev
                && arenas.get_mut(prev).nfreepools > arenas.get_mut(id).nfreepools
            {
                return Err(ImageError::ArenaLists);
            }
            arenas.link_after(prev, id);
            let nfreepools = usize::from(arenas.get_mut(id).nfreepools);
            arenas.nfp2lasta[nfreepools] = Some(id);
            prev = Some(id);
        }
        for &index in image.unused.iter().rev() {
            check(arenas, index, false)?;
            let id = ArenaId(index);
            arenas.get_mut(id).nextarena = arenas.unused_arena_objects.replace(id);
        }
        let on_no_list = |(object, listed): (&ArenaObject, &bool)| {
            *listed || (object.has_memory && object.nfreepools == 0)
        };
        if !arenas.objects.iter().zip(&listed).all(on_no_list) {
            return Err(ImageError::ArenaLists);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two used pools, a full and an empty one.
    fn image() -> MemoryImage {
        let mut memory = Memory::new();
        let blocks: Vec<_> = (0..7 + 3).map(|_| memory.malloc(512)).collect();
        memory.malloc(16);
        let other = memory.malloc(100);
        memory.free(blocks[8]);
        memory.free(other);
        memory.image()
    }

    #[test]
    fn an_image_has_the_shape_of_the_recorders_heap() {
        let image = image();
        let json = serde_json::to_value(&image).unwrap();
        assert_eq!(json["classes"][31].to_string(), used_of_class_31());
        assert_eq!(json["full"].to_string(), r#"[{"pool":[0,0],"szidx":31}]"#);
        assert_eq!(json["usable"].to_string(), "[0]");
        assert_eq!(json["arenas"][0]["nfree"], 61);
        assert_eq!(json["arenas"][0]["virgin"], 4);
        assert_eq!(Memory::from_image(&image).unwrap().image(), image);
    }

    fn used_of_class_31() -> &'static str {
        r#"[{"free":[1,3],"maxoff":3584,"nextoff":2096,"pool":[0,1],"used":2}]"#
    }

    #[test]
    fn an_image_that_contradicts_itself_is_refused() {
        let refused = |change: &dyn Fn(&mut MemoryImage)| {
            let mut image = image();
            change(&mut image);
            Memory::from_image(&image).unwrap_err()
        };
        assert_eq!(
            refused(&|i| i.classes.truncate(31)),
            ImageError::SizeClasses(31)
        );
        assert_eq!(
            refused(&|i| i.arenas[0].as_mut().unwrap().nfree = 7),
            ImageError::Arena(0)
        );
        assert_eq!(
            refused(&|i| i.full[0].pool = (0, 1)),
            ImageError::Pool(0, 1)
        );
        assert_eq!(
            refused(&|i| i.full[0].pool = (0, 9)),
            ImageError::Pool(0, 9)
        );
        assert_eq!(
            refused(&|i| i.full[0].pool = (99, 0)),
            ImageError::Pool(99, 0)
        );
        assert_eq!(
            refused(&|i| i.classes[31][0].free = vec![7]),
            ImageError::Block(0, 1)
        );
        assert_eq!(
            refused(&|i| i.classes[31][0].free = vec![1, 1]),
            ImageError::Block(0, 1)
        );
        assert_eq!(
            refused(&|i| i.classes[31][0].maxoff = 4096),
            ImageError::Pool(0, 1)
        );
        assert_eq!(refused(&|i| i.usable.clear()), ImageError::ArenaLists);
        assert_eq!(refused(&|i| i.unused[0] = 0), ImageError::ArenaLists);
        assert_eq!(refused(&|i| i.unused[0] = 5), ImageError::ArenaLists);
    }
}
