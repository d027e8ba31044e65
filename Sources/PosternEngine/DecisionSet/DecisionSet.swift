/// The compiled policies of one attachment set: what a group, a role, a user's own policies or one
/// layer contribute.
///
/// One flat region, immutable, walked from the front:
///
///     u32 programs │ u16 bytes of service numbers │ u16 size of a run
///     service numbers, in blocks of sixteen, at least one 255 behind the last
///     Run of every service │ Run of the first service │ Run of the second │ … │ Run of no service
///     mark…                          a byte for each entry
///     Entry…                         at a multiple of 16
///     Rule…                          the last one first
///     programs: guards, literals, patterns, prefix indexes
///
///     a run:  denies: open │ tailed       allows: open │ tailed
///
/// `programs` and the places in runs count from the region's first byte, all other places from
/// `programs`; rules are counted backwards from there. A decision looks at the run of its action's
/// service and at the run that every service shares (Action `*`, NotAction): in each of the two the
/// denies stand first. Sixteen marks at once say which of the entries can be about the resource.
///
/// Tailed entries are those whose first literal bytes are known. Where a run has very many of them
/// they are found by a prefix index, and the set has no marks.
package final class DecisionSet: Sendable {
  /// What stands first.
  struct Header: BitwiseCopyable {
    /// The place of the programs.
    let programs: UInt32
    /// How many service numbers follow, with what stands behind the last.
    let serviceByteCount: UInt16
    /// The size of a run tells its form: `Run` or `WideRun`.
    let runSize: UInt16
  }

  /// Where the entries of one service stand, counted in entries from the region's first byte; they
  /// end where those of the next run begin, and a number ends the last run, which has none and is
  /// that of services without a run.
  struct Run: BitwiseCopyable {
    /// The size in bytes.
    static let size = 8

    /// The denies, and the allows behind them.
    let denyStart: UInt16
    let allowStart: UInt16
    /// The place of the first entry's mark.
    let marks: UInt16
    /// Where the window of the marks begins in the sixth part of an ARN.
    let window: UInt16
  }

  /// The overflow form of a run, for sets with more entries than a `Run` can count and for those
  /// with an index: places in bytes.
  struct WideRun: BitwiseCopyable {
    /// The size in bytes.
    static let size = 28

    /// The denies, and the first of them that is tailed; the allows behind them.
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

  /// The place of the service numbers.
  static let servicesOffset = MemoryLayout<Header>.size
  /// Service numbers stand in blocks of so many bytes.
  static let serviceBlock = 16
  /// Marks are looked at so many at once; as many bytes can be read behind the last.
  static let markBlock = 32

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
