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

  /// One file of descriptions.
  private struct File {
    /// The names of the files that it imports.
    let imports: [String]
    /// An answer with the file alone, encoded.
    let answer: Grpc_Reflection_V1_FileDescriptorResponse
  }

  /// The only catalogue, made when the first question comes and kept: a client may ask a thousand
  /// in a row.
  static let standard = Result { () throws(CallStatus) in try FileCatalogue() }

  private var files: [String: File] = [:]
  /// The name of the file that describes what has a name.
  private var places: [String: String] = [:]
  private var messages: Set<String> = []

  /// Decodes the descriptions.
  ///
  /// - Throws: that they cannot be decoded.
  private init() throws(CallStatus) {
    guard let bytes = Base64.decode(FileDescriptors.base64.utf8.span) else {
      throw CallStatus(.internal, "the descriptions cannot be read")
    }
    let all = try CallMessage.parse(Google_Protobuf_FileDescriptorSet.self, bytes).file
    for file in all {
      files[file.name] = File(imports: file.dependency, answer: try FileCatalogue.answer(file))
      let symbols = FileSymbols(file)
      for name in symbols.names where places[name] == nil { places[name] = file.name }
      messages.formUnion(symbols.messages)
    }
  }

  private static func answer(
    _ file: Google_Protobuf_FileDescriptorProto
  ) throws(CallStatus) -> Grpc_Reflection_V1_FileDescriptorResponse {
    var answer = Grpc_Reflection_V1_FileDescriptorResponse()
    do {
      answer.fileDescriptorProto = [try file.serializedBytes()]
    } catch {
      throw CallStatus(.internal, "the description cannot be encoded")
    }
    return answer
  }

  /// Returns a file and those that it imports, itself first; nil when there is no such file.
  func files(from name: String?) -> Grpc_Reflection_V1_FileDescriptorResponse? {
    guard let name, files[name] != nil else { return nil }
    var names = [name]
    var index = 0
    while index < names.count {
      for imported in files[names[index]]?.imports ?? [] where !names.contains(imported) {
        names.append(imported)
      }
      index += 1
    }
    var answer = Grpc_Reflection_V1_FileDescriptorResponse()
    for name in names {
      answer.fileDescriptorProto += files[name]?.answer.fileDescriptorProto ?? []
    }
    return answer
  }

  /// Returns the name of the file that describes what has this name.
  func file(of symbol: String) -> String? {
    places[symbol]
  }

  /// Whether there is a message of this name.
  func hasMessage(_ name: String) -> Bool {
    messages.contains(name)
  }
}
