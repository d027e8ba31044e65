/// One principal of a snapshot: a record with its shape.
struct PrincipalView: BitwiseCopyable {
  /// The records from this one on, and the shapes from this one on: what is asked for again and
  /// again stands at a fixed distance (`postern-bench loop --phase resolved`).
  private let own: ByteSlice
  private let common: ByteSlice
  private let shapes: ByteSlice

  /// Nobody; nothing of it may be asked for.
  init() {
    own = .empty
    common = .empty
    shapes = .empty
  }

  /// The principal whose record stands at `place`.
  @inline(__always)
  init(records: ByteSlice, shapes: ByteSlice, place: Int) {
    own = records.slice(place, records.count &- place)
    let shape = Int(own.load(at: 0, as: PrincipalRecord.self).shape)
    common = shapes.slice(shape, shapes.count &- shape)
    self.shapes = shapes
  }

  @inline(__always)
  private var record: PrincipalRecord { own.load(at: 0, as: PrincipalRecord.self) }

  /// What it has in common with others.
  @inline(__always)
  var shape: PrincipalShape { common.load(at: 0, as: PrincipalShape.self) }

  /// Whether requests name it so.
  @inline(__always)
  func isNamed(_ name: ByteSlice) -> Bool {
    let stem = text(shape.stem)
    let rest = rest
    return name.count == stem.count &+ rest.count && stem.isPrefix(of: name, at: 0)
      && rest.isPrefix(of: name, at: stem.count)
  }

  /// What follows the shape's stem in the name that requests use.
  @inline(__always)
  var rest: ByteSlice {
    own.slice(PrincipalRecord.byteCount, Int(record.nameByteCount))
  }

  /// The numbers of the decision sets that grant and refuse.
  @inline(__always)
  var sets: SetNumbers {
    SetNumbers(
      own,
      at: setsPlace,
      count: Int(shape.setCount),
      isWide: shape.has(PrincipalShape.hasWideSets)
    )
  }

  /// Its unique id; empty when it is unknown.
  var uniqueID: PackedText {
    PackedText(
      own.slice(setsPlace &+ setsByteCount, idByteCount),
      count: Int(shape.idCharacterCount),
      isPacked: shape.has(PrincipalShape.isIDPacked)
    )
  }

  /// The value of its tag for a condition key, or nil.
  func tag(_ key: UInt16) -> ByteSlice? {
    let place = Int(record.tags)
    guard place != 0 else { return nil }
    for index in 0..<Int(shapes.load(at: place, as: UInt32.self)) {
      let tag = shapes.load(
        at: place &+ 4 &+ index &* MemoryLayout<PrincipalTag>.stride,
        as: PrincipalTag.self
      )
      if tag.key == key { return text(tag.value) }
    }
    return nil
  }

  /// A text of the shape.
  @inline(__always)
  func text(_ cell: NameTable.Cell) -> ByteSlice {
    shapes.slice(Int(cell.place), Int(cell.byteCount))
  }

  /// The name that requests use.
  var lookupName: String { text(shape.stem).string + rest.string }

  /// The units that the record takes.
  var unitCount: Int {
    let end = setsPlace + setsByteCount + idByteCount
    return (end + PrincipalRecord.unit - 1) / PrincipalRecord.unit
  }

  @inline(__always)
  private var setsPlace: Int {
    PrincipalRecord.byteCount &+ Int(record.nameByteCount)
  }

  private var setsByteCount: Int {
    Int(shape.setCount) &* (shape.has(PrincipalShape.hasWideSets) ? 4 : 2)
  }

  private var idByteCount: Int {
    let count = Int(shape.idCharacterCount)
    return shape.has(PrincipalShape.isIDPacked) ? PackedText.byteCount(ofPacked: count) : count
  }
}
