import PosternCrypto
import Testing

@Suite("Digests")
struct DigestTests {
  /// A message and its digest from FIPS 180-4's examples.
  struct Example: CustomTestStringConvertible, Sendable {
    let message: String
    let digest: String
    var testDescription: String { "\(message.utf8.count) bytes" }
  }

  @Test(
    "SHA-256 agrees with the published examples",
    arguments: [
      Example(
        message: "",
        digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
      ),
      Example(
        message: "abc",
        digest: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      ),
      Example(
        message: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        digest: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      Example(
        message: String(repeating: "a", count: 1_000_000),
        digest: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ]
  )
  func sha256(example: Example) {
    let digest = Digest.sha256(Array(example.message.utf8).span)
    #expect(digest.map(hexadecimal).joined() == example.digest)
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return byte < 16 ? "0" + digits : digits
  }
}
