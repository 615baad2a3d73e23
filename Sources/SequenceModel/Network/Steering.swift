import Tensor

/// What the network is told of a window besides its known tokens.
struct Steering: Sendable {
    /// From ``Conditioning``: four values, four flags.
    var conditions: [Float]
    /// Numbers of a style, then 1; zeros for none, [E + 1].
    var style: [Float]
    /// Known parts of tokens that are not known whole, [T, hints]; nil for none.
    var hints: Matrix?

    init(conditions: [Float], style: [Float], hints: Matrix? = nil) {
        self.conditions = conditions
        self.style = style
        self.hints = hints
    }
}

extension Steering {
    /// The same with what is known of single tokens.
    func hinting(_ hints: Matrix?) -> Steering {
        Steering(conditions: conditions, style: style, hints: hints)
    }
}
