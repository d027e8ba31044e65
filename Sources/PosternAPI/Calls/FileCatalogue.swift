import PosternText
import PosternTransport
import SwiftProtobuf

/// The descriptions of all messages and methods, as the protocol compiler has written them.
struct FileCatalogue {
  /// The services that can be called.
  static let services = [
    "envoy.service.auth.v3.Authorization", "grpc.health.v1.Health",
    "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
    "postern.v1.Authorizer",
  ]

  private let files: [Google_Protobuf_FileDescriptorProto]

  /// Decodes the descriptions; that is done for each question, since hardly anybody asks.
  ///
  /// - Throws: that they cannot be decoded.
  init() throws(CallStatus) {
    guard let bytes = Base64.decode(FileDescriptors.base64.utf8.span) else {
      throw CallStatus(.internal, "the descriptions cannot be read")
    }
    files = try CallMessage.parse(Google_Protobuf_FileDescriptorSet.self, bytes).file
  }

  /// Returns a file and those that it imports, itself first; none when there is no such file.
  func files(from name: String?) -> [Google_Protobuf_FileDescriptorProto] {
    guard let name, let file = files.first(where: { $0.name == name }) else { return [] }
    var found = [file]
    var index = 0
    while index < found.count {
      for dependency in found[index].dependency
      where !found.contains(where: { $0.name == dependency }) {
        found += files.filter { $0.name == dependency }
      }
      index += 1
    }
    return found
  }

  /// Returns the name of the file that describes what has this name.
  func file(of symbol: String) -> String? {
    files.first { FileSymbols($0).names.contains(symbol) }?.name
  }

  /// Whether there is a message of this name.
  func hasMessage(_ name: String) -> Bool {
    files.contains { FileSymbols($0).messages.contains(name) }
  }
}
