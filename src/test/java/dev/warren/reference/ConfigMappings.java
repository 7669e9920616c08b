package dev.warren.reference;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.warren.reference.ConfigGroup.Property;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the {@code @ConfigMapping} interfaces of a source tree. */
final class ConfigMappings {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(?<key>[^:}]+):(?<default>[^}]*)}");

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("String", "text"),
            Map.entry("int", "number"),
            Map.entry("Integer", "number"),
            Map.entry("OptionalInt", "number"),
            Map.entry("double", "number"),
            Map.entry("OptionalDouble", "number"),
            Map.entry("boolean", "`true` or `false`"),
            Map.entry("Duration", "duration"),
            Map.entry("MemorySize", "size"),
            Map.entry("URI", "URL"),
            Map.entry("Path", "path"));

    private static final Set<String> LISTS = Set.of("List", "Set");

    private final JavaSources sources;

    private ConfigMappings(JavaSources sources) {
        this.sources = sources;
    }

    /** Sorted by prefix. */
    static List<ConfigGroup> in(JavaSources sources) {
        ConfigMappings mappings = new ConfigMappings(sources);
        return sources.types().stream()
                .flatMap(type -> mappings.group(type).stream())
                .sorted(Comparator.comparing(ConfigGroup::prefix))
                .toList();
    }

    private Optional<ConfigGroup> group(TreePath type) {
        ClassTree mapping = (ClassTree) type.getLeaf();
        return annotation(mapping.getModifiers().getAnnotations(), "ConfigMapping")
                .map(prefix -> new ConfigGroup(
                        JavaSources.qualifiedName(type),
                        prefix,
                        sources.description(type),
                        properties(type, prefix).toList()));
    }

    private Stream<Property> properties(TreePath type, String prefix) {
        return ((ClassTree) type.getLeaf())
                .getMembers().stream()
                        .filter(MethodTree.class::isInstance)
                        .map(MethodTree.class::cast)
                        .filter(method -> method.getParameters().isEmpty())
                        .flatMap(method -> properties(type, method, prefix));
    }

    private Stream<Property> properties(TreePath type, MethodTree method, String prefix) {
        List<? extends AnnotationTree> annotations = method.getModifiers().getAnnotations();
        String name = annotation(annotations, "WithParentName").isPresent()
                ? prefix
                : prefix + "." + hyphenated(method.getName().toString());
        if (method.getReturnType() instanceof ParameterizedTypeTree map
                && map.getType().toString().equals("Map")) {
            Tree value = map.getTypeArguments().get(1);
            String entry = name + ".\"NAME\"";
            return WORDS.containsKey(value.toString())
                    ? Stream.of(property(type, method, entry, value))
                    : properties(sources.type(value.toString(), type), entry);
        }
        return Stream.of(property(type, method, name, method.getReturnType()));
    }

    private Property property(TreePath type, MethodTree method, String name, Tree valueType) {
        List<? extends AnnotationTree> annotations = method.getModifiers().getAnnotations();
        String declared = annotation(annotations, "WithDefault").orElse("");
        Matcher placeholder = PLACEHOLDER.matcher(declared);
        boolean falls = placeholder.matches();
        return new Property(
                name,
                typeInWords(valueType, type),
                falls ? Optional.of(placeholder.group("key")) : Optional.empty(),
                Optional.of(falls ? placeholder.group("default") : declared).filter(text -> !text.isEmpty()),
                sources.description(new TreePath(type, method)));
    }

    private String typeInWords(Tree type, TreePath from) {
        if (type instanceof ParameterizedTypeTree parameterized) {
            String argument = typeInWords(parameterized.getTypeArguments().get(0), from);
            return LISTS.contains(parameterized.getType().toString()) ? "list of " + argument : argument;
        }
        String words = WORDS.get(type.toString());
        return words == null ? constants(sources.type(type.toString(), from)) : words;
    }

    private static String constants(TreePath type) {
        ClassTree declaration = (ClassTree) type.getLeaf();
        return declaration.getMembers().stream()
                .filter(member -> member instanceof VariableTree constant
                        && constant.getType().toString().contentEquals(declaration.getSimpleName()))
                .map(member ->
                        "`" + hyphenated(((VariableTree) member).getName().toString()) + "`")
                .collect(Collectors.joining(", "));
    }

    /** As SmallRye Config spells the names of methods and of enum constants. */
    private static String hyphenated(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** The first argument of the annotation of that simple name, empty text if it has none. */
    private static Optional<String> annotation(List<? extends AnnotationTree> annotations, String simpleName) {
        return annotations.stream()
                .filter(annotation -> annotation.getAnnotationType().toString().equals(simpleName))
                .findFirst()
                .map(annotation -> annotation.getArguments().stream()
                        .findFirst()
                        .map(ConfigMappings::literal)
                        .orElse(""));
    }

    private static String literal(ExpressionTree argument) {
        ExpressionTree value = argument instanceof AssignmentTree named ? named.getExpression() : argument;
        return (String) ((LiteralTree) value).getValue();
    }
}
