//! `Recent`: what was made of things that come again and again, such as words.

/// What was made of the things met last, by their hashes: most words of a text come again, and what is known of all words is
/// too large to stay at hand. Each hash has one slot, and loses it to whatever comes to the same, so that memory is bounded.
///
/// ```
/// use presswork_lexicon::{Recent, cluster, hash};
/// let mut recent = Recent::new(1 << 10);
/// for word in ["port", "Port", "port"] {
///     assert_eq!(*recent.of(hash(word), || cluster(word)), cluster(word));
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Recent<T>(Box<[(u64, T)]>);

/// The hash of an empty slot, which nothing has. It is not 0, so that new memory is written as a whole: the system makes pages of
/// zeros up twice where they are first read and then written, and stops all threads for it.
const EMPTY: u64 = 1;

impl<T: Copy + Default> Recent<T> {
    /// So many slots, a power of two.
    ///
    /// # Panics
    /// If it is none.
    ///
    /// ```
    /// assert_eq!(presswork_lexicon::Recent::<i32>::new(2).get(7), None);
    /// ```
    pub fn new(slots: usize) -> Self {
        assert!(slots.is_power_of_two(), "{slots} is no power of two");
        Self(vec![(EMPTY, T::default()); slots].into())
    }

    fn slot(&self, hash: u64) -> usize {
        hash as usize & (self.0.len() - 1)
    }

    /// What is kept of a hash.
    ///
    /// ```
    /// let mut recent = presswork_lexicon::Recent::new(2);
    /// recent.set(7, "seven");
    /// assert_eq!(recent.get(7), Some("seven"));
    /// ```
    #[inline]
    pub fn get(&self, hash: u64) -> Option<T> {
        let (known, value) = self.0[self.slot(hash)];
        (known == hash).then_some(value)
    }

    /// Keeps a value.
    ///
    /// ```
    /// let mut recent = presswork_lexicon::Recent::new(2);
    /// recent.set(7, "seven");
    /// recent.set(9, "nine");
    /// assert_eq!(recent.get(7), None, "both have the same slot");
    /// ```
    #[inline]
    pub fn set(&mut self, hash: u64, value: T) {
        let slot = self.slot(hash);
        self.0[slot] = (hash, value);
    }

    /// What is kept of a hash, made if it is new.
    ///
    /// ```
    /// let mut recent = presswork_lexicon::Recent::new(2);
    /// assert_eq!(*recent.of(7, || "seven"), "seven");
    /// assert_eq!(*recent.of(7, || unreachable!()), "seven");
    /// ```
    #[inline]
    pub fn of(&mut self, hash: u64, make: impl FnOnce() -> T) -> &T {
        let slot = self.slot(hash);
        let (known, value) = &mut self.0[slot];
        if *known != hash {
            (*known, *value) = (hash, make());
        }
        value
    }
}
