// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shownwords.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMetaProperty>
#include <QPaintEngine>
#include <QPainter>

namespace Belay {

namespace {

void addProperties(const QObject &object, QStringList &words)
{
    const auto *field = qobject_cast<const QLineEdit *>(&object);
    const bool dots = field && field->echoMode() != QLineEdit::Normal;
    const QMetaObject *kind = object.metaObject();
    for (int i = 0; i < kind->propertyCount(); ++i) {
        const QMetaProperty property = kind->property(i);
        const QByteArrayView name(property.name());
        if (dots && (name == "text" || name == "selectedText"))
            continue;
        const QVariant value = property.read(&object);
        if (value.typeId() == QMetaType::QString)
            words << value.toString();
        else if (value.typeId() == QMetaType::QStringList)
            words << value.toStringList();
        else if (value.typeId() == QMetaType::QUrl)
            words << value.toUrl().toString();
    }
}

void addAccessible(QObject &object, QStringList &words)
{
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&object);
    if (!face)
        return;
    for (const QAccessible::Text text : {QAccessible::Name, QAccessible::Description, QAccessible::Value,
             QAccessible::Help, QAccessible::Accelerator})
        words << face->text(text);
    if (QAccessibleTextInterface *content = face->textInterface())
        words << content->text(0, content->characterCount());
}

void addModel(const QAbstractItemModel &model, QStringList &words, const QModelIndex &parent = {})
{
    const auto roles = {Qt::DisplayRole, Qt::EditRole, Qt::ToolTipRole, Qt::StatusTipRole, Qt::WhatsThisRole,
        Qt::AccessibleTextRole, Qt::AccessibleDescriptionRole};
    for (int row = 0; row < model.rowCount(parent); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column) {
            const QModelIndex index = model.index(row, column, parent);
            for (const int role : roles)
                words << index.data(role).toString();
            if (model.hasChildren(index))
                addModel(model, words, index);
        }
    }
    for (int column = 0; column < model.columnCount(parent); ++column) {
        for (const int role : roles)
            words << model.headerData(column, Qt::Horizontal, role).toString();
    }
}

class WordEngine final : public QPaintEngine
{
public:
    explicit WordEngine(QString &words)
        : QPaintEngine(AllFeatures)
        , m_words(words)
    { }
    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState &) override { }
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override { }
    void drawImage(const QRectF &, const QImage &, const QRectF &, Qt::ImageConversionFlags) override { }
    void drawTiledPixmap(const QRectF &, const QPixmap &, const QPointF &) override { }
    void drawPath(const QPainterPath &) override { }
    void drawPolygon(const QPointF *, int, PolygonDrawMode) override { }
    void drawPolygon(const QPoint *, int, PolygonDrawMode) override { }
    void drawTextItem(const QPointF &, const QTextItem &item) override { m_words += item.text(); }
    Type type() const override { return User; }

private:
    QString &m_words;
};

/// Paper that keeps the words and nothing else.
class WordPaper final : public QPaintDevice
{
public:
    explicit WordPaper(const QSize &size)
        : m_size(size)
    { }
    QPaintEngine *paintEngine() const override { return &m_engine; }
    const QString &words() const { return m_words; }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth:
            return m_size.width();
        case PdmHeight:
            return m_size.height();
        case PdmDepth:
            return 32;
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY:
            return 96;
        case PdmDevicePixelRatio:
            return 1;
        default:
            return QPaintDevice::metric(metric);
        }
    }

private:
    QSize m_size;
    QString m_words;
    mutable WordEngine m_engine {m_words};
};

} // namespace

QStringList heldWords()
{
    QStringList words;
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        addProperties(*widget, words);
        addAccessible(*widget, words);
        for (const QAction *action : widget->actions())
            addProperties(*action, words);
        if (const auto *view = qobject_cast<const QAbstractItemView *>(widget); view && view->model())
            addModel(*view->model(), words);
        if (const auto *box = qobject_cast<const QComboBox *>(widget))
            addModel(*box->model(), words);
    }
    return words;
}

QString paintedWords()
{
    QString words;
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        if (!window->isVisible())
            continue;
        WordPaper paper(window->size());
        QPainter painter(&paper);
        window->render(&painter);
        painter.end();
        words += paper.words() + u'\n';
    }
    return words;
}

} // namespace Belay
