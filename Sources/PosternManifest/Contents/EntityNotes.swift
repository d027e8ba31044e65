internal import PosternText

/// The places of an entity's parts, gathered before it is sure that an entity comes of them.
struct EntityNotes {
  private let file: String
  private var positions: [(part: EntityPlaces.Part, position: TextPosition)]
  private var marks: [(part: EntityPlaces.Part, marks: DocumentMarks)] = []

  /// Begins with the entity itself.
  init(_ members: MemberReader) {
    file = members.file.name
    positions = [(.whole, members.position)]
  }

  /// Notes a part.
  mutating func note(_ part: EntityPlaces.Part, at position: TextPosition) {
    positions.append((part, position))
  }

  /// Notes how a document that was re-encoded lies in the file.
  mutating func note(_ marks: DocumentMarks, ofDocument part: EntityPlaces.Part) {
    self.marks.append((part, marks))
  }

  /// Hands everything over, now that the entity exists.
  func store(in places: inout EntityPlaces, of entity: EntityPlaces.Entity) {
    for (part, position) in positions {
      places.note(part, of: entity, file: file, position: position)
    }
    for (part, marks) in marks { places.note(marks, ofDocument: part, of: entity) }
  }
}
