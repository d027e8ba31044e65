internal import Glibc

/// Why a file or a directory cannot be read.
struct FileFailure: Error {
  let message: String

  /// Creates a failure with a sentence of its own.
  init(_ message: String) { self.message = message }

  /// Creates the failure that the system has just reported.
  init(errorNumber: Int32) {
    switch errorNumber {
    case ENOENT: message = "does not exist"
    case EACCES, EPERM: message = "may not be read by this process"
    case ENOTDIR: message = "is not a directory"
    case EISDIR: message = "is a directory"
    case ELOOP: message = "is a loop of symbolic links"
    case ENAMETOOLONG: message = "has too long a name"
    case EMFILE, ENFILE: message = "cannot be opened, too many files are open"
    case EIO: message = "cannot be read, the device reports an error"
    default: message = "cannot be read (system error \(errorNumber))"
    }
  }
}
