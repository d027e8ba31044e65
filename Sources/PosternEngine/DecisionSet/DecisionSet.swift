/// The compiled policies of one attachment set: what a group, a role, a user's own policies or one
/// layer contribute.
///
/// One flat region, immutable, walked from the front:
///
///     u64 service mask │ u32 entries │ u32 programs
///     { u32 deny, u32 allow, u32 end } for each bit of the mask
///     Entry…
///     programs and texts
///
/// `entries` and `programs` are places in the region; places inside entries and programs count from
/// `programs`. A decision looks at the entries of its action's service and at those of bit 63,
/// which every service shares: in each of the two runs the denies stand first.
package final class DecisionSet: Sendable {
  /// The run of entries under one bit of the mask, as indices of entries.
  struct Run: BitwiseCopyable {
    let denyStart: UInt32
    let allowStart: UInt32
    let end: UInt32
  }

  /// The place of the directory, behind the mask and the two places.
  static let directoryOffset = 16

  /// The place of the first entry, behind a directory of `bitCount` runs, at a multiple of an
  /// entry's size.
  static func entriesOffset(bitCount: Int) -> Int {
    let end = directoryOffset + bitCount * MemoryLayout<Run>.stride
    let size = MemoryLayout<Entry>.stride
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
