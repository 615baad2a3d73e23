import RealModule

/// Multi-head self-attention without a mask: every token of an item looks at every other.
///
/// B items, T tokens each, H heads of width w; d = H · w.
///
/// Source: Vaswani et al., "Attention is all you need", NeurIPS 2017.
public struct Attention: Sendable, Equatable {
    /// Tokens of an item, T.
    public let tokens: Int
    /// Heads, H.
    public let heads: Int
    /// Width of a head, w.
    public let headWidth: Int

    /// Creates attention of H `heads` of `headWidth` over T `tokens`.
    public init(tokens: Int, heads: Int, headWidth: Int) {
        precondition(tokens > 0 && heads > 0 && headWidth > 0, "positive sizes")
        self.tokens = tokens
        self.heads = heads
        self.headWidth = headWidth
    }

    /// What attention works with, kept from one call to the next so that none allocates.
    public struct Room: Sendable {
        /// Who looked at whom, shape [B · H · T, T], each row summing to 1.
        ///
        /// Row (b · H + h) · T + t holds item b, head h, token t.
        public fileprivate(set) var weights: Matrix
        fileprivate let panels: Panels
    }

    /// Room for B `items`.
    public func room(items: Int) -> Room {
        Room(weights: Matrix(rows: items * heads * tokens, columns: tokens), panels: Panels(self))
    }

    /// Writes softmax(q kᵀ / √w) v of each head.
    ///
    /// - Parameters:
    ///   - qkv: Queries, keys and values side by side, shape [B · T, 3d]; head h is at columns h·w of each third.
    ///   - output: Heads side by side, shape [B · T, d].
    ///   - room: From ``room(items:)``.
    public func apply(qkv: Matrix, into output: inout Matrix, room: inout Room) {
        let items = checkedItems(qkv, output, room.weights)
        qkv.withPointer { qkv in
            output.withMutablePointer { output in
                room.weights.withMutablePointer { [panels = room.panels] weights in
                    apply(qkv: qkv, items: items, into: output, weights: weights, panels: panels)
                }
            }
        }
    }

    /// The definition of ``apply(qkv:into:room:)``, in `Double`.
    public func applyReference(qkv: Matrix, into output: inout Matrix, room: inout Room) {
        let items = checkedItems(qkv, output, room.weights)
        let width = heads * headWidth
        for item in 0..<items {
            for head in 0..<heads {
                for t in 0..<tokens {
                    let logits = (0..<tokens).map { other in
                        (0..<headWidth).reduce(0.0) { sum, i in
                            sum + Double(qkv[item * tokens + t, head * headWidth + i])
                                * Double(qkv[item * tokens + other, width + head * headWidth + i])
                        } / Double(headWidth).squareRoot()
                    }
                    let largest = logits.max() ?? 0
                    let powers = logits.map { Double.exp($0 - largest) }
                    let weights = powers.map { $0 / powers.reduce(0, +) }
                    room.weights[row: (item * heads + head) * tokens + t] = ArraySlice(
                        weights.map { Float($0) })
                    for i in 0..<headWidth {
                        let sum = (0..<tokens).reduce(0.0) { sum, other in
                            sum + weights[other]
                                * Double(qkv[item * tokens + other, 2 * width + head * headWidth + i])
                        }
                        output[item * tokens + t, head * headWidth + i] = Float(sum)
                    }
                }
            }
        }
    }

    private func checkedItems(_ qkv: Matrix, _ output: Matrix, _ weights: Matrix) -> Int {
        let width = heads * headWidth
        let items = qkv.rows / tokens
        precondition(qkv.rows == items * tokens && qkv.columns == 3 * width, "q, k, v of whole items")
        precondition(output.rows == qkv.rows && output.columns == width, "room for the outputs")
        precondition(weights.rows == items * heads * tokens && weights.columns == tokens, "room for weights")
        return items
    }
}
