/// The compiled policies of one attachment set: what a group, a role, a user's own policies or one
/// layer contribute.
///
/// One flat region, immutable, walked from the front:
///
///     u32 programs │ u16 words │ u16 size of a run
///     service numbers, eight to a word, 255 behind the last
///     Run of every service │ Run of the first service │ Run of the second │ …
///     Entry…                         at a multiple of 16
///     Rule…                          the last one first
///     programs: guards, literals, patterns, prefix indexes
///
///     a run:  denies: open │ tailed       allows: open │ tailed
///
/// `programs` and the places in runs count from the region's first byte, all other places from
/// `programs`; rules are counted backwards from there. A decision looks at the run of its action's
/// service and at the run that every service shares (Action `*`, NotAction): in each of the two the
/// denies stand first. Tailed entries are those whose first literal bytes are known; many of them
/// are found by a prefix index instead of one after the other.
package final class DecisionSet: Sendable {
  /// What stands first.
  struct Header: BitwiseCopyable {
    /// The place of the programs.
    let programs: UInt32
    /// How many words of service numbers follow.
    let wordCount: UInt16
    /// The size of a run tells its form: `Run` or `WideRun`.
    let runSize: UInt16
  }

  /// Where the entries of one service stand, counted in entries from the region's first byte; they
  /// end where those of the next run begin, and a number behind the last run ends that.
  struct Run: BitwiseCopyable {
    /// The size in bytes.
    static let size = 8

    /// The denies, and the first of them that is tailed.
    let denyStart: UInt16
    let denyTailed: UInt16
    /// The allows behind them.
    let allowStart: UInt16
    let allowTailed: UInt16
  }

  /// The overflow form of a run, for sets with more entries than a `Run` can count and for those
  /// with an index: places in bytes.
  struct WideRun: BitwiseCopyable {
    /// The size in bytes.
    static let size = 28

    /// As in a run.
    let denyStart: UInt32
    let denyTailed: UInt32
    let allowStart: UInt32
    let allowTailed: UInt32
    let end: UInt32
    /// The places, among the programs, of the indexes of the tailed entries; 0 when they are
    /// scanned.
    let denyIndex: UInt32
    let allowIndex: UInt32
  }

  /// The place of the first word of service numbers.
  static let wordsOffset = MemoryLayout<Header>.size

  /// The place of the run that every service shares.
  static func runsOffset(wordCount: Int) -> Int { wordsOffset + wordCount * 8 }

  private let region: Region
  /// How many entries it has.
  package let entryCount: Int

  init(region: Region, entryCount: Int) {
    self.region = region
    self.entryCount = entryCount
  }

  /// All bytes; valid while the set lives.
  var bytes: ByteSlice { region.bytes }
  /// The size in bytes.
  package var byteCount: Int { region.byteCount }
}
