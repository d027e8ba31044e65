/// A module of the house and what it may know of.
struct Room: Sendable {
  /// The name of the target.
  let name: String
  /// Its place: an import only ever goes down.
  let level: Int
  /// The modules of ours and of libraries that it may import.
  let mayImport: Set<String>
  /// C modules by the folder inside the room that may import them; `""` is the whole room.
  let foreignImports: [String: Set<String>]

  init(
    _ name: String,
    level: Int,
    mayImport: Set<String>,
    foreign: [String: Set<String>] = [:]
  ) {
    self.name = name
    self.level = level
    self.mayImport = mayImport
    self.foreignImports = foreign
  }
}
