package import PosternText

/// Where each part of loaded contents was written, so that what is found out later still names file
/// and line.
///
/// Entities are named by their index in the lists of the contents.
package struct EntityPlaces: Sendable {
  /// An entity of the contents.
  package enum Entity: Hashable, Sendable {
    /// The account with this index.
    case account(Int)
    /// The user with this index.
    case user(Int)
    /// The group with this index.
    case group(Int)
    /// The role with this index.
    case role(Int)
    /// The managed policy with this index.
    case policy(Int)
    /// The resource policy with this index.
    case resourcePolicy(Int)
    /// The organization with this index.
    case organization(Int)
    /// The instance profile with this index.
    case instanceProfile(Int)
    /// The service with this index.
    case service(Int)
  }

  /// A part of an entity; those in lists are counted from 0.
  package enum Part: Hashable, Sendable {
    /// The entity itself.
    case whole
    /// Its name; an account's id; a service's prefix; the ARN of the resource that a policy is
    /// attached to.
    case name
    /// Its path.
    case path
    /// Its unique id.
    case uniqueID
    /// An account's alias.
    case alias
    /// An account's partition.
    case partition
    /// Its description.
    case summary
    /// A group that a user is in.
    case group(Int)
    /// A managed policy that is attached.
    case attachedPolicy(Int)
    /// The permissions boundary.
    case permissionsBoundary
    /// A tag.
    case tag(Int)
    /// The name of an inline policy.
    case inlinePolicyName(Int)
    /// The document of an inline policy.
    case inlinePolicy(Int)
    /// The document of the version with this number.
    case version(Int)
    /// Which version counts.
    case defaultVersion
    /// The only document of a resource policy.
    case document
    /// A level of an organization.
    case level(Int)
    /// A service control policy of a level.
    case serviceControlPolicy(level: Int, index: Int)
    /// A resource control policy of a level.
    case resourceControlPolicy(level: Int, index: Int)
    /// The role of an instance profile.
    case role
    /// A type of resources of a service.
    case resourceType(Int)
    /// An action of a service.
    case action(Int)
    /// A condition key of a service.
    case key(Int)
    /// A role's trust policy.
    case trustPolicy
    /// The longest session of a role.
    case sessionSecondsMax
  }

  /// A file and a position in it.
  package struct Place: Hashable, Sendable {
    /// The file, relative to the directory that is loaded.
    package let file: String
    /// The position.
    package let position: TextPosition
  }

  private struct Key: Hashable {
    let entity: Entity
    let part: Part
  }

  private var places: [Key: Place] = [:]
  private var marks: [Key: DocumentMarks] = [:]

  /// Creates the places of nothing: contents that came from elsewhere than files.
  package init() {}

  /// Returns where a part was written: the entity's own place when the part was left out, nil when
  /// the entity was not written in a file.
  package func place(of part: Part, in entity: Entity) -> Place? {
    places[Key(entity: entity, part: part)] ?? places[Key(entity: entity, part: .whole)]
  }

  /// Returns the position in the file for an offset in a document that was re-encoded from it, nil
  /// when the document stands in the file as it is.
  package func position(
    byteOffset: Int,
    ofDocument part: Part,
    in entity: Entity
  ) -> TextPosition? {
    marks[Key(entity: entity, part: part)]?.position(byteOffset: byteOffset)
  }

  /// Notes where a part was written.
  mutating func note(_ part: Part, of entity: Entity, file: String, position: TextPosition) {
    places[Key(entity: entity, part: part)] = Place(file: file, position: position)
  }

  /// Notes how a document that was re-encoded lies in its file.
  mutating func note(_ marks: DocumentMarks, ofDocument part: Part, of entity: Entity) {
    self.marks[Key(entity: entity, part: part)] = marks
  }
}
