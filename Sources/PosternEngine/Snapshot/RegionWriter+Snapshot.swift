extension RegionWriter {
  /// Writes a text once and returns where it stands.
  mutating func cell(_ text: String) -> NameTable.Cell { cell(Array(text.utf8)) }

  /// Writes a text once and returns where it stands.
  mutating func cell(_ bytes: [UInt8]) -> NameTable.Cell {
    NameTable.Cell(place: text(bytes), byteCount: UInt32(bytes.count))
  }

  /// Writes the levels of a layer, their count first, and returns their place.
  mutating func levels(_ levels: [LayerContent]) -> UInt32 {
    let place = append(UInt32(levels.count))
    for level in levels { append(LayerReference(level)) }
    return UInt32(place)
  }
}
