import PosternTransport
import Testing

@Suite("Header fields of an answer")
struct ResponseTests {
  @Test(
    "a value that would end its line is left out, whoever has given it",
    arguments: ["a\r\nset-cookie: b", "a\nb", "a\rb", "a\0b", "\n"]
  )
  func injection(value: String) {
    var response = Response()
    response.addField("www-authenticate", value.utf8.span)
    #expect(response.fields.count == 0)
    response.addField("www-authenticate", "Bearer".utf8.span)
    #expect(response.fields.count == 1)
  }
}
