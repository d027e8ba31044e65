/// Writes the bytes of a decision set, once it is known where everything stands.
struct SetWriter {
  let layout: EntryLayout
  /// The entries, by the numbers of their drafts.
  let entries: [Entry]
  let rules: [Rule]

  /// Returns the bytes; indexes are appended to `programs`.
  func region(_ programs: inout ProgramWriter) -> Region {
    let wordCount = (layout.services.count + 7) / 8
    let narrowStart = entriesOffset(wordCount, runSize: DecisionSet.Run.size)
    let end = narrowStart / Entry.size + entries.count
    let isWide = layout.isIndexed || end > Int(UInt16.max)
    let runSize = isWide ? DecisionSet.WideRun.size : DecisionSet.Run.size
    let start = isWide ? entriesOffset(wordCount, runSize: runSize) : narrowStart
    let programsPlace = start + entries.count * Entry.size + rules.count * Rule.size
    var writer = RegionWriter()
    writer.reserve(programsPlace + programs.count)
    writer.append(
      DecisionSet.Header(
        programs: UInt32(programsPlace),
        wordCount: UInt16(wordCount),
        runSize: UInt16(runSize)
      )
    )
    let padding = wordCount * 8 - layout.services.count
    writer.append(layout.services)
    for _ in 0..<padding { writer.append(ActionPatternIndex.noService) }
    if isWide {
      for run in layout.runs { writer.append(wideRun(run, start, &programs)) }
    } else {
      for run in layout.runs { writer.append(narrowRun(run, start)) }
      writer.append(UInt16(end))
    }
    writer.align(to: Entry.size)
    precondition(writer.offset == start, "the entries stand where the runs say")
    for number in layout.order { writer.append(entries[number]) }
    for rule in rules.reversed() { writer.append(rule) }
    writer.append(programs.bytes)
    return writer.finish()
  }

  /// The place of the first entry, at a multiple of an entry's size.
  private func entriesOffset(_ wordCount: Int, runSize: Int) -> Int {
    // A narrow run ends with a number behind it.
    let end =
      DecisionSet.runsOffset(wordCount: wordCount) + layout.runs.count * runSize
      + (runSize == DecisionSet.Run.size ? 2 : 0)
    return (end + Entry.size - 1) / Entry.size * Entry.size
  }

  private func narrowRun(_ run: EntryLayout.Run, _ start: Int) -> DecisionSet.Run {
    func place(_ number: Int) -> UInt16 { UInt16(start / Entry.size + number) }
    return DecisionSet.Run(
      denyStart: place(run.denyStart),
      denyTailed: place(run.denyTailed),
      allowStart: place(run.allowStart),
      allowTailed: place(run.allowTailed)
    )
  }

  private func wideRun(
    _ run: EntryLayout.Run,
    _ start: Int,
    _ programs: inout ProgramWriter
  ) -> DecisionSet.WideRun {
    func place(_ number: Int) -> UInt32 { UInt32(start + number * Entry.size) }
    return DecisionSet.WideRun(
      denyStart: place(run.denyStart),
      denyTailed: place(run.denyTailed),
      allowStart: place(run.allowStart),
      allowTailed: place(run.allowTailed),
      end: place(run.end),
      denyIndex: programs.index(run.denyIndex, place: place),
      allowIndex: programs.index(run.allowIndex, place: place)
    )
  }
}
