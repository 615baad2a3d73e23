extension Clip {
    /// The movement turned and shifted over the floor (metres, Y up): the root alone changes.
    ///
    /// Every other joint's rotation and translation is carried, and the root's height; its turn too where the move does
    /// not turn.
    public func placed(by move: FloorTransform) -> EditedClip {
        let whole = EditedClip(untouched: self)
        guard move.yaw != 0 || move.shift != .zero else { return whole }
        var values = JointValues.all(of: jointCount).withoutRoot(keepingHeight: true)
        var result = moved(by: move)
        for frame in 0..<frameCount { result.rootTranslations[frame].y = rootTranslations[frame].y }
        if move.yaw == 0 {
            values.rotations.insert(0)
            for frame in 0..<frameCount { result[frame, 0] = self[frame, 0] }
        }
        return EditedClip(result, carried: whole.carried).keepingOnly(values, in: 0..<frameCount)
    }

    /// The movement raised by a height in metres: the root's place alone changes.
    public func raised(by height: Float) -> EditedClip {
        let whole = EditedClip(untouched: self)
        guard height != 0 else { return whole }
        var result = self
        for frame in 0..<frameCount { result.rootTranslations[frame].y += height }
        var values = JointValues.all(of: jointCount)
        values.translations.remove(0)
        return whole.keepingOnly(values, in: 0..<frameCount, of: result)
    }
}

extension FloorTransform {
    /// The move that turns by `yaw` about `center` and brings that to `target`.
    public init(turning yaw: Float, about center: SIMD3<Float>, to target: SIMD3<Float>) {
        self.init(yaw: yaw, shift: .zero)
        guard yaw != 0 || target != center else { return }
        shift = (target - rotation.act(center)).flat
    }
}
