import SwiftProtobuf

/// The full names of all that one file describes.
struct FileSymbols {
  /// All names: of messages, their fields and alternatives, of enumerations and their values, of
  /// services and their methods.
  private(set) var names: Set<String> = []
  /// The names of messages alone.
  private(set) var messages: Set<String> = []

  /// Collects the names of a file.
  init(_ file: Google_Protobuf_FileDescriptorProto) {
    for service in file.service {
      let name = "\(file.package).\(service.name)"
      names.insert(name)
      for method in service.method { names.insert("\(name).\(method.name)") }
    }
    for message in file.messageType { add(message, in: file.package) }
    for enumeration in file.enumType { add(enumeration, in: file.package) }
  }

  private mutating func add(_ message: Google_Protobuf_DescriptorProto, in scope: String) {
    let name = "\(scope).\(message.name)"
    names.insert(name)
    messages.insert(name)
    for field in message.field { names.insert("\(name).\(field.name)") }
    for alternative in message.oneofDecl { names.insert("\(name).\(alternative.name)") }
    for nested in message.nestedType { add(nested, in: name) }
    for enumeration in message.enumType { add(enumeration, in: name) }
  }

  /// Adds an enumeration; its values stand beside it, not in it, as in C++.
  private mutating func add(_ enumeration: Google_Protobuf_EnumDescriptorProto, in scope: String) {
    names.insert("\(scope).\(enumeration.name)")
    for value in enumeration.value { names.insert("\(scope).\(value.name)") }
  }
}
