import PosternFuzzKit

/// What libFuzzer calls with each input: the body of a call of gRPC.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzCalls(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
  // SAFETY: libFuzzer lends so many bytes for the time of the call.
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: byteCount))
  do throws(BrokenProperty) {
    try CallProperty.check(input)
  } catch {
    print(error)
    preconditionFailure("a property does not hold")
  }
  return 0
}
