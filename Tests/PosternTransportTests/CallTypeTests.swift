import PosternTransport
import Testing

@Suite("A request is a call")
struct CallTypeTests {
  private static func isCall(_ type: String, path: String) -> Bool {
    let fields = [(name: "content-type", value: type)]
    return Request(method: .post, target: path, fields: fields, body: []).isCall
  }

  @Test(
    "when its media type is that of calls, in any case and with parameters",
    arguments: [
      "application/grpc", "Application/GRPC", "application/grpc+proto", "APPLICATION/gRPC+Proto",
      "application/grpc;x=y", "application/grpc+proto ; x=y",
    ]
  )
  func calls(type: String) {
    #expect(Self.isCall(type, path: "/a.B/C"))
  }

  @Test(
    "and is none when its messages are written in another way, or it is of another type",
    arguments: [
      "application/grpc+json", "application/grpc+", "application/grpc+protobuf",
      "application/grpc-web", "application/grpcx", "application/json", "application/g", "",
      "text/plain", "application/grp",
    ]
  )
  func others(type: String) {
    #expect(!Self.isCall(type, path: "/a.B/C"))
  }

  @Test(
    "whatever the service is called, but for what has a path of Postern's own",
    arguments: [
      ("/v1.Foo/Bar", true), ("/v1", true), ("/v10/Bar", true), ("/x1/Bar", true),
      ("/v1/authorize", false), ("/v1/authorize/batch", false),
    ]
  )
  func paths(path: String, isCall: Bool) {
    #expect(Self.isCall("application/grpc", path: path) == isCall)
  }
}
