import Diagnostics
import GitStore
import Testing

@Suite struct ObjectTests {
    let scratch: Scratch
    let repository: GitRepository

    init() throws {
        scratch = try Scratch()
        repository = try scratch.repository()
    }

    @Test func aBlobIsNamedAsGitNamesIt() throws {
        try scratch.write("five positions\n", to: "text")
        let expected = try scratch.git("hash-object", "text")
        #expect(try GitRepository.blobID(of: Array("five positions\n".utf8)).hex == expected)
        #expect(try repository.writeBlob(Array("five positions\n".utf8)).hex == expected)
        #expect(try repository.readBlob(#require(ObjectID(hex: expected))) == Array("five positions\n".utf8))
    }

    @Test func aBlobLargerThanTheLimitIsRefusedUnread() throws {
        let id = try repository.writeBlob(Array(repeating: 65, count: 100))
        let found = try #require(problem { _ = try repository.readBlob(id, limit: 99) })
        #expect(found.found == "100 bytes")
    }

    @Test func aMissingObjectIsAProblem() throws {
        let id = try #require(ObjectID(hex: String(repeating: "a", count: 40)))
        #expect(try !repository.contains(id))
        let found = try #require(problem { _ = try repository.readBlob(id) })
        #expect(found.what == "the object aaaaaaaa cannot be read")
    }

    @Test(arguments: ["", "abc", String(repeating: "g", count: 40), String(repeating: "a", count: 41)])
    func onlyFortyHexadecimalDigitsAreAnID(text: String) {
        #expect(ObjectID(hex: text) == nil)
    }

    @Test func editingATreeGivesWhatGitWouldWrite() throws {
        try scratch.write("a", to: "phrases/a.bvh")
        try scratch.write("ab", to: "phrases.txt")
        try scratch.write("z", to: "z")
        try scratch.git("add", ".")
        let expected = try scratch.git("write-tree")

        let a = TreeEntry(try repository.writeBlob(Array("a".utf8)))
        let ab = TreeEntry(try repository.writeBlob(Array("ab".utf8)))
        let z = TreeEntry(try repository.writeBlob(Array("z".utf8)))
        let first = try repository.editTree(nil, ["z": z, "phrases/a.bvh": a, "gone/x": z])
        let second = try repository.editTree(first, ["phrases.txt": ab, "gone/x": nil, "never/was": nil])
        #expect(second.hex == expected)
        #expect(try repository.files(in: second) == ["z": z, "phrases/a.bvh": a, "phrases.txt": ab])
        #expect(try repository.entry(at: "phrases/a.bvh", in: second) == a)
        #expect(try repository.entry(at: "phrases", in: second) == nil)
        #expect(try repository.entry(at: "phrases/b.bvh", in: second) == nil)
        #expect(try repository.subtree(at: "phrases", in: second) != nil)
        #expect(try repository.subtree(at: "z", in: second) == nil)
    }

    @Test func twoTreesDifferByPath() throws {
        let one = TreeEntry(try repository.writeBlob([1]))
        let two = TreeEntry(try repository.writeBlob([2]))
        let link = TreeEntry(one.id, mode: .link)
        let before = try repository.editTree(nil, ["same": one, "changed": one, "gone/x": one, "kind": one])
        let after = try repository.editTree(nil, ["same": one, "changed": two, "new": two, "kind": link])
        let expected = [
            TreeDifference(path: "changed", before: one, after: two),
            TreeDifference(path: "gone/x", before: one, after: nil),
            TreeDifference(path: "kind", before: one, after: link),
            TreeDifference(path: "new", before: nil, after: two),
        ]
        #expect(try repository.differences(from: before, to: after) == expected)
        #expect(try repository.differences(from: after, to: before) == expected.map(\.reversed))
        #expect(try repository.differences(from: before, to: before).isEmpty)
        #expect(try repository.differences(from: nil, to: after).count == 4)
    }

    @Test(arguments: ["../x", "/x", "a//b", ".git/config", "a/.GIT/b", "./a", "a/..", "", "a\u{1b}[31m"])
    func aTreeTakesNoPathThatLeadsOutOfTheFolder(path: String) throws {
        let entry = TreeEntry(try repository.writeBlob([1]))
        #expect(problem { _ = try repository.editTree(nil, [path: entry]) } != nil)
    }

    @Test func theSameCommitHasTheSameID() throws {
        let other = try Scratch()
        let elsewhere = try other.repository()
        let twin = try elsewhere.writeCommit(
            tree: elsewhere.emptyTree(), parents: [], author: .ana(), message: "a beginning\n\n")
        let id = try repository.writeCommit(
            tree: repository.emptyTree(), parents: [], author: .ana(), message: "a beginning")
        #expect(id == twin)
        let shown = try scratch.git("show", "-s", "--format=%an|%ae|%ai|%s", id.hex)
        #expect(shown == "Ana|ana@localhost|2023-11-14 23:13:20 +0100|a beginning")
        #expect(try repository.commit(id).author == .ana())
        #expect(try repository.commit(id).message == "a beginning")
        try scratch.git("fsck", "--strict")
    }

    @Test func historyGoesFromNewToOld() throws {
        let tree = try repository.emptyTree()
        var parents: [ObjectID] = []
        for step in 0..<5 {
            parents = [
                try repository.writeCommit(
                    tree: tree, parents: parents, author: .ana(Int64(step)), message: "step \(step)")
            ]
        }
        let last = try #require(parents.first)
        let messages = try repository.history(from: last).map(\.message)
        #expect(messages == ["step 4", "step 3", "step 2", "step 1", "step 0"])
        #expect(try repository.history(from: last, limit: 2).map(\.message) == ["step 4", "step 3"])
    }

    @Test func aCommitIsFoundByBranchByDigitsAndByGitsForms() throws {
        let tree = try repository.emptyTree()
        let first = try repository.writeCommit(tree: tree, parents: [], author: .ana(), message: "1")
        let second = try repository.writeCommit(tree: tree, parents: [first], author: .ana(), message: "2")
        try repository.moveReference("refs/heads/main", from: nil, to: second, reason: "test")
        for name in ["main", second.hex, second.short, "HEAD"] {
            #expect(try repository.commit(named: name)?.id == second)
        }
        #expect(try repository.commit(named: "main~1")?.id == first)
        #expect(try repository.commit(named: tree.hex) == nil)
        #expect(try repository.commit(named: "nowhere") == nil)
        #expect(try repository.commit(named: "") == nil)
    }

    @Test(arguments: ["", " ", "<>", "A<b>", "a\nb", "\u{7}"])
    func aSignatureIsRefusedWhenGitCouldNotStoreIt(name: String) {
        #expect(throws: Problem.self) { try Signature(name: name, email: "a@b", time: 0) }
        #expect(throws: Problem.self) { try Signature(name: "Ana", email: name, time: 0) }
    }
}
