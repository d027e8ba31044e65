import PosternAPI
import Testing

@Suite("Templates of AuthZEN entities")
struct EntityTemplateTests {
  @Test(
    "holes stand in the last part of an ARN, or are everything",
    arguments: [
      "{id}", "arn:aws:iam::111122223333:user/{id}", "arn:aws:app:::{type}/{id}",
      "arn:aws:app:::{type}:{id}", "arn:aws:app:::one",
    ]
  )
  func accepted(text: String) {
    #expect(EntityTemplate(text)?.description == text)
  }

  @Test(
    "anything else is no template",
    arguments: [
      "", "{}", "{name}", "user/{id}", "{type}/{id}", "arn:aws:iam::{id}:root",
      "arn:aws:{type}:::x/{id}", "arn:aws:iam::1:user/{id", "arn:aws:iam::1:user/{{id}}", "arn:aws",
      "arn:aws:iam::1:user/{ID}",
    ]
  )
  func rejected(text: String) {
    #expect(EntityTemplate(text) == nil)
  }
}
