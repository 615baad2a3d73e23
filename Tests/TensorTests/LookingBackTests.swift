import Tensor
import Testing

@Suite("Attention that looks back")
struct LookingBackTests {
    let attention = Attention(tokens: 7, heads: 2, headWidth: 5)

    private func drawn(rows: Int) -> Matrix {
        var generator = Xoshiro256(seed: 3)
        return Matrix(rows: rows, columns: 30, normalFrom: &generator)
    }

    /// The last token sees all, so there it is the attention that is defined without a mask.
    @Test func theLastTokenLooksAtAll() {
        let qkv = drawn(rows: 7)
        var memory = attention.memory(items: 1)
        let found = attention.lookingBack(qkv, memory: &memory)
        var expected = Matrix(rows: 7, columns: 10)
        var room = attention.room(items: 1)
        attention.applyReference(qkv: qkv, into: &expected, room: &room)
        for column in 0..<10 { #expect(abs(found[6, column] - expected[6, column]) < 1e-5) }
        // The first token sees itself alone.
        for column in 0..<10 { #expect(found[0, column] == qkv[0, 20 + column]) }
    }

    @Test func oneByOneIsTheSameAsTogether() {
        let qkv = drawn(rows: 6)
        var memory = attention.memory(items: 1)
        let together = attention.lookingBack(qkv, memory: &memory)
        var slow = attention.memory(items: 1)
        for row in 0..<6 {
            #expect(
                attention.lookingBack(qkv.rows(row..<row + 1), memory: &slow) == together.rows(row..<row + 1))
        }
        #expect(slow == memory && slow.count == 6)
    }

    @Test func itemsDoNotSeeEachOther() {
        let qkv = drawn(rows: 6)
        var memory = attention.memory(items: 2)
        let together = attention.lookingBack(qkv, memory: &memory)
        for item in 0..<2 {
            var alone = attention.memory(items: 1)
            let rows = item * 3..<item * 3 + 3
            #expect(attention.lookingBack(qkv.rows(rows), memory: &alone) == together.rows(rows))
        }
    }

    @Test func aSharedPastIsAsGoodAsOnesOwn() {
        let (past, next) = (drawn(rows: 2), drawn(rows: 3))
        var one = attention.memory(items: 1)
        _ = attention.lookingBack(past, memory: &one)
        var shared = one.repeated(3)
        let together = attention.lookingBack(next, memory: &shared)
        for item in 0..<3 {
            var own = one
            #expect(
                attention.lookingBack(next.rows(item..<item + 1), memory: &own)
                    == together.rows(item..<item + 1))
        }
    }
}
