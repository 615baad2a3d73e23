package import Tensor

/// The sizes that decide which parameters a network has.
package struct NetworkSizes: Sendable, Equatable {
    /// Tokens of a window, T.
    package var tokens: Int
    /// Numbers of a token, D.
    package var components: Int
    /// Numbers that tell of a token which parts of the body are known.
    package var hints: Int
    /// Width, d.
    package var width: Int
    /// Transformer blocks, L.
    package var blocks: Int
    /// Attention heads, H; they divide the width.
    package var heads: Int
    /// Width of the feed-forward layers, f.
    package var feedForward: Int
    /// Numbers that describe the noise level; even.
    package var levelFeatures: Int
    /// Numbers that an item's conditions have, flags and all.
    package var conditions: Int
    /// Numbers that an item's style has, flag and all, E + 1.
    package var style: Int

    /// Creates sizes.
    package init(
        tokens: Int, components: Int, hints: Int, width: Int, blocks: Int, heads: Int, feedForward: Int,
        levelFeatures: Int, conditions: Int, style: Int
    ) {
        precondition(width % heads == 0 && levelFeatures % 2 == 0, "heads of one width, pairs of waves")
        self.tokens = tokens
        self.components = components
        self.hints = hints
        self.width = width
        self.blocks = blocks
        self.heads = heads
        self.feedForward = feedForward
        self.levelFeatures = levelFeatures
        self.conditions = conditions
        self.style = style
    }

    /// Width of a head, w.
    var headWidth: Int { width / heads }
}

/// What a network is given: B items of T tokens.
package struct NetworkInput: Sendable, Equatable {
    /// Components of each token and 1 where it is known whole, else 0, [B · T, D + 1].
    package var tokens: Matrix
    /// Known parts of tokens that are not known whole, 0 elsewhere, [B · T, hints].
    package var hints: Matrix
    /// Noise level of each item, more than 0, at most 1, B of them.
    package var levels: [Float]
    /// Conditions of each item, [B, conditions].
    package var conditions: Matrix
    /// Style of each item, [B, E + 1].
    package var styles: Matrix

    /// Creates an input; shapes as the fields say.
    package init(tokens: Matrix, hints: Matrix, levels: [Float], conditions: Matrix, styles: Matrix) {
        self.tokens = tokens
        self.hints = hints
        self.levels = levels
        self.conditions = conditions
        self.styles = styles
    }

    /// Number of items, B.
    package var items: Int { levels.count }

    /// The items of `range`.
    package func items(_ range: Range<Int>) -> NetworkInput {
        let per = tokens.rows / max(1, items)
        let rows = range.lowerBound * per..<range.upperBound * per
        return NetworkInput(
            tokens: tokens.rows(rows), hints: hints.rows(rows), levels: Array(levels[range]),
            conditions: conditions.rows(range), styles: styles.rows(range))
    }

    /// Ends the program when a shape is not what a network of `sizes` takes.
    func check(_ sizes: NetworkSizes) {
        let rows = items * sizes.tokens
        precondition(tokens.rows == rows && tokens.columns == sizes.components + 1, "T tokens for each item")
        precondition(hints.rows == rows && hints.columns == sizes.hints, "hints for each token")
        precondition(conditions.rows == items && conditions.columns == sizes.conditions, "conditions")
        precondition(styles.rows == items && styles.columns == sizes.style, "a style for each item")
    }
}

extension Configuration {
    /// The sizes that decide which parameters the network has; one without styles keeps their flag.
    package var networkSizes: NetworkSizes {
        NetworkSizes(
            tokens: tokens, components: components, hints: hints, width: width, blocks: blocks, heads: heads,
            feedForward: feedForward, levelFeatures: levelFeatures, conditions: 2 * conditions,
            style: (style ?? 0) + 1)
    }
}
