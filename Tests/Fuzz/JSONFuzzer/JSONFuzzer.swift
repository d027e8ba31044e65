import PosternFuzzKit

/// What libFuzzer calls with each input: a text for the JSON scanner.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
  // SAFETY: libFuzzer lends so many bytes for the time of the call.
  let text = unsafe Array(UnsafeBufferPointer(start: start, count: byteCount))
  do throws(BrokenProperty) {
    for rules in JSONProperty.rules { try JSONProperty.check(text, rules: rules) }
  } catch {
    print(error)
    preconditionFailure("a property does not hold")
  }
  return 0
}
