internal import COpenSSL

/// Fixed-length fingerprints of bytes.
package enum Digest {
  /// The length of a SHA-256 digest, in bytes.
  package static let sha256ByteCount = 32

  /// Returns the 32 bytes of the SHA-256 digest (FIPS 180-4).
  ///
  /// - Complexity: O(n) in the number of bytes.
  package static func sha256(_ bytes: Span<UInt8>) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: sha256ByteCount)
    // SAFETY: the digest has room for `sha256ByteCount` bytes, which is exactly what EVP_sha256
    // writes; the input pointer and its count come from one span; both are only used during the
    // call.
    let status = unsafe bytes.withUnsafeBytes { input in
      unsafe digest.withUnsafeMutableBufferPointer { output in
        unsafe EVP_Digest(
          input.baseAddress,
          input.count,
          output.baseAddress,
          nil,
          EVP_sha256(),
          nil
        )
      }
    }
    precondition(status == 1, "the cryptography library has no SHA-256")
    return digest
  }
}
