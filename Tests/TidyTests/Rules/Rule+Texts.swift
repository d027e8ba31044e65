extension Rule {
  /// Marks of unfinished work, in pieces so that this file does not carry them.
  private static let markers = [["TO", "DO"], ["FIX", "ME"], ["XX", "X"], ["HA", "CK"]]
    .map { $0.joined() }

  /// Folders that exist on somebody's machine only.
  private static let machineFolders = ["work", "root", "home", "opt", "tmp"]

  /// The rules about every text, whatever its language.
  static let texts = [
    Rule(
      sentence: "no mark of unfinished work stays behind",
      concerns: { _ in true },
      broken: Example("Makefile", "all:\n\t# " + markers[0] + ": build it"),
      kept: Example("README.md", "Die " + markers[3].lowercased() + "ste Stelle"),
      findings: unfinishedWork
    ),
    Rule(
      sentence: "no path of one machine is written down",
      concerns: { _ in true },
      broken: Example("README.md", "cd /" + "home/alice/postern"),
      kept: Example("README.md", "arn:aws:s3:::acme/home/a, https://example.com/opt/b, /opt"),
      findings: machinePaths
    ),
    Rule(
      sentence: "no line ends with a space, and a file ends with one line end",
      concerns: { !$0.path.hasSuffix("LICENSE") },
      broken: Example("README.md", "a \nb\n"),
      kept: Example("README.md", "a\n\nb\n"),
      findings: looseEnds
    ),
  ]

  private static func unfinishedWork(in file: SourceFile) -> [Finding] {
    matches(in: file) { line in
      markers.first { marker in
        line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { $0 == marker }
      }
    } advice: {
      "do what `\($0)` says, or put it in the tracker"
    }
  }

  private static func machinePaths(in file: SourceFile) -> [Finding] {
    matches(in: file) { line in
      guard line.utf8.contains(UInt8(ascii: "/")) else { return nil }
      return machineFolders.map { "/" + $0 + "/" }.first { isPath($0, in: line) }
    } advice: {
      "say where a file is from the top of the repository, not from `\($0)`"
    }
  }

  /// Inputs that a fuzzer found are kept byte for byte.
  private static func looseEnds(in file: SourceFile) -> [Finding] {
    guard !file.path.contains("/Inputs/") else { return [] }
    let trailing = matches(in: file) {
      $0.utf8.last == UInt8(ascii: " ") ? "" : nil
    } advice: { _ in
      "remove the space at the end"
    }
    let isEnded = file.lines.last == "" && file.lines.dropLast().last != ""
    return isEnded ? trailing : trailing + [file.finding(file.lines.count, "end with one line end")]
  }

  private static func matches(
    in file: SourceFile,
    _ find: (String) -> String?,
    advice: (String) -> String
  ) -> [Finding] {
    file.lines.enumerated().compactMap { index, line in
      find(line).map { file.finding(index + 1, advice($0)) }
    }
  }

  /// Whether an absolute path through a folder begins somewhere in a line.
  private static func isPath(_ folder: String, in line: String) -> Bool {
    line.ranges(of: folder).contains { range in
      let before = line[..<range.lowerBound].last
      let after = line[range.upperBound...].first
      let isInside = before.map { $0.isLetter || $0.isNumber || "._/-".contains($0) } ?? false
      return !isInside && after.map { $0.isLowercase } ?? false
    }
  }
}
