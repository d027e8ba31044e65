/// The compiled policies of one attachment set: what a group, a role, a user's own policies or one
/// layer contribute.
///
/// One flat region, immutable, walked from the front:
///
///     u32 programs │ u32 words │ service numbers, eight to a word, 255 behind the last
///     Run of every service │ Run of the first service │ Run of the second │ …
///     Entry…                         at a multiple of 32
///     programs, texts, prefix indexes
///
///     a run:  denies: open │ tailed       allows: open │ tailed
///
/// `programs` and the places in runs count from the region's first byte, places inside entries and
/// programs from `programs`. A decision looks at the run of its action's service and at the run
/// that every service shares (Action `*`, NotAction): in each of the two the denies stand first.
/// Tailed entries are those whose first literal bytes are known; many of them are found by a prefix
/// index instead of one after the other.
package final class DecisionSet: Sendable {
  /// What stands first.
  struct Header: BitwiseCopyable {
    /// The place of the programs.
    let programs: UInt32
    /// How many words of service numbers follow.
    let wordCount: UInt32
  }

  /// Where the entries of one service stand, as places of entries.
  struct Run: BitwiseCopyable {
    /// The denies, and the first of them that is tailed.
    let denyStart: UInt32
    let denyTailed: UInt32
    /// The allows behind them.
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

  /// The place of the first entry behind `serviceCount` services, at a multiple of an entry's size.
  static func entriesOffset(serviceCount: Int) -> Int {
    let end =
      runsOffset(wordCount: (serviceCount + 7) / 8) + (serviceCount + 1) * MemoryLayout<Run>.stride
    let size = Entry.size
    return (end + size - 1) / size * size
  }

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
