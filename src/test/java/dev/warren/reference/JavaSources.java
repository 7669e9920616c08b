package dev.warren.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Java sources under a folder, parsed with their javadoc. */
final class JavaSources {

    private final DocTrees docs;
    private final Map<String, TreePath> types = new TreeMap<>();

    private JavaSources(JavacTask parser) throws IOException {
        docs = DocTrees.instance(parser);
        for (CompilationUnitTree unit : parser.parse()) {
            new TypeScanner().scan(unit, null);
        }
    }

    static JavaSources under(Path folder) throws IOException {
        try (StandardJavaFileManager files =
                        ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, UTF_8);
                Stream<Path> paths = Files.walk(folder)) {
            List<Path> sources =
                    paths.filter(path -> path.toString().endsWith(".java")).toList();
            return new JavaSources((JavacTask) ToolProvider.getSystemJavaCompiler()
                    .getTask(
                            null,
                            files,
                            null,
                            List.of("-proc:none"),
                            null,
                            files.getJavaFileObjectsFromPaths(sources)));
        }
    }

    /** All types, nested ones too, in the order of their qualified names. */
    List<TreePath> types() {
        return List.copyOf(types.values());
    }

    /** The type of this simple name that is nested in another or in the same package; null if there is none. */
    TreePath type(String simpleName, TreePath from) {
        TreePath nested = types.get(qualifiedName(from) + "." + simpleName);
        return nested == null ? types.get(packageName(from.getCompilationUnit()) + "." + simpleName) : nested;
    }

    /** Its name with that of its package and its outer types. */
    static String qualifiedName(TreePath type) {
        String outer = type.getParentPath().getLeaf() instanceof CompilationUnitTree unit
                ? packageName(unit)
                : qualifiedName(type.getParentPath());
        return outer + "." + ((ClassTree) type.getLeaf()).getSimpleName();
    }

    private static String packageName(CompilationUnitTree unit) {
        return unit.getPackageName().toString();
    }

    /** The main part of its javadoc as one line of Markdown; empty if it has none. */
    String description(TreePath documented) {
        DocCommentTree comment = docs.getDocCommentTree(documented);
        return comment == null
                ? ""
                : comment.getFullBody().stream()
                        .map(JavaSources::markdown)
                        .collect(joining())
                        .replaceAll("\\s+", " ")
                        .strip();
    }

    private static String markdown(DocTree part) {
        if (part instanceof LiteralTree literal) {
            return "`" + literal.getBody() + "`";
        }
        if (part instanceof LinkTree link) {
            return "`" + link.getReference() + "`";
        }
        return part instanceof TextTree text ? text.getBody() : part.toString();
    }

    /** Does not look into methods and fields: what is declared there has no name outside. */
    private final class TypeScanner extends TreePathScanner<Void, Void> {

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            return none;
        }

        @Override
        public Void visitVariable(VariableTree variable, Void none) {
            return none;
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            types.put(qualifiedName(getCurrentPath()), getCurrentPath());
            return super.visitClass(type, none);
        }
    }
}
