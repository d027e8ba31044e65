import PosternText
import Testing

@Suite("Bytes that grow")
struct GrowingBytesTests {
  @Test(
    "keep their room for the next answer, unless something extraordinary has made it large",
    arguments: [(100, 1_000_000, true), (1 << 20, 1 << 20, true), (1 << 20, 1 << 23, false)]
  )
  func room(begun: Int, written: Int, isKept: Bool) {
    var bytes = GrowingBytes(capacity: begun)
    bytes.append([UInt8](repeating: 7, count: written).span)
    let grown = bytes.capacity
    bytes.removeAll()
    let kept = bytes.capacity
    #expect(grown >= written)
    #expect(isKept ? kept == grown : kept < 100_000)
    bytes.append([1, 2, 3].span)
    let (count, sum) = (bytes.count, bytes.withBytes { $0[0] + $0[1] + $0[2] })
    #expect(count == 3 && sum == 6)
  }
}
