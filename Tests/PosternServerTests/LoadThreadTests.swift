import Testing

@testable import PosternServer

@Suite("The thread that loads")
struct LoadThreadTests {
  @Test("gives way to all others from when it is told to, and they do not")
  func givesWay() async {
    let thread = LoadThread()
    let usual = ThreadPriority.current
    #expect(await thread.run { ThreadPriority.current } == usual)
    await thread.giveWay()
    #expect(await thread.run { ThreadPriority.current } == usual + ThreadPriority.steps)
    #expect(ThreadPriority.current == usual)
  }

  @Test("gives back what the work returns, in the order that it was asked for")
  func inOrder() async {
    let thread = LoadThread()
    for number in 0..<3 {
      #expect(await thread.run { number } == number)
    }
  }
}
